export {
  applyMergePatch,
  fromDocument,
  isJsonObject,
  type Json,
  type JsonObject,
  mergePatch,
  PERIPHERAL_KINDS,
  type PeripheralKind,
  parseClaimCode,
  toDocument,
} from '@maestro/domain'
export * from './desired.js'
export * from './enrolment.js'
export * from './json.js'
export * from './limits.js'
export * from './poll.js'
export * from './presence.js'
export * from './problems.js'
export * from './reported.js'
export * from './signals.js'
export * from './token.js'
export * from './topics.js'
export * from './uplink.js'
