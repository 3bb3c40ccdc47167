export {
  applyMergePatch,
  featuresInCall,
  fromDocument,
  isJsonObject,
  type Json,
  type JsonObject,
  LICENSE_CLOCK_TOLERANCE_SECONDS,
  LICENSE_VERDICTS,
  type LicensedFeature,
  type LicensePayload,
  type LicenseVerdict,
  leastTime,
  mergePatch,
  PERIPHERAL_KINDS,
  type PeripheralKind,
  parseClaimCode,
  toDocument,
  usableFeatures,
} from '@maestro/domain'
export * from './desired.js'
export * from './enrolment.js'
export * from './json.js'
export * from './license.js'
export * from './limits.js'
export * from './poll.js'
export * from './presence.js'
export * from './problems.js'
export * from './reported.js'
export * from './signals.js'
export * from './token.js'
export * from './topics.js'
export * from './uplink.js'
export * from './verify-license.js'
