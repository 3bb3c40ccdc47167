import {
  type ApplyError,
  featuresInCall,
  type JsonObject,
  LICENSE_CLOCK_TOLERANCE_SECONDS,
  type LicensePayload,
  type LicenseVerdict,
  leastTime,
  licenseErrorCodes,
  licenseErrorPath,
  usableFeatures,
  type VerifiedLicense,
  verifyLicense,
} from '@maestro/contract/devices'
import type { DeviceMemory } from './device-memory.js'
import type { LicenseKeys } from './license-keys.js'

const toleranceSeconds = LICENSE_CLOCK_TOLERANCE_SECONDS

const sentences: Readonly<Record<Exclude<LicenseVerdict, 'valid'>, string>> = {
  'unknown-key': 'The licence file is signed with a key that is not known here.',
  forged: 'The licence file is not signed by Maestro.',
  foreign: 'The licence file is for another device.',
  superseded: 'The licence file is older than the one that is here.',
  'not-yet-valid': 'The licence file is not valid yet.',
  expired: 'The licence file has expired.',
}

/** The licence file of one device: checked before it is kept, and kept through being offline and a restart. */
export class DeviceLicense {
  readonly #memory: DeviceMemory
  readonly #keys: LicenseKeys
  /** How far its clock is off. */
  clockOffMs = 0
  /** What it could use when the call began that it is in. */
  #atCallStart: readonly string[] | undefined

  constructor(memory: DeviceMemory, keys: LicenseKeys) {
    this.#memory = memory
    this.#keys = keys
  }

  /** Keeps a file that is good; answers what is wrong with one that is not. */
  async take(file: string): Promise<ApplyError | undefined> {
    const { license } = this.#memory
    if (file === license?.file) return undefined
    const { verdict, payload, keyId } = await this.#verify(file)
    if (verdict !== 'valid') return refusalOf(verdict)
    if (!payload || !keyId) return refusalOf('forged')
    // A newer one may have come while this one was looked at.
    if (payload.issue < (this.#memory.license?.payload.issue ?? 0)) return refusalOf('superseded')
    this.#memory.license = { file, keyId, payload }
    return undefined
  }

  /** From now until it hangs up, nothing ends by its clock. */
  callBegins(): void {
    this.#atCallStart = this.features
  }

  callEnds(): void {
    this.#atCallStart = undefined
  }

  /** What it may use now. */
  get features(): readonly string[] {
    const { license } = this.#memory
    if (!license) return []
    const at = leastTime(this.#clock(), license.payload)
    const usable = usableFeatures(license.payload, { at, toleranceSeconds })
    return this.#atCallStart ? featuresInCall(this.#atCallStart, license.payload, usable) : usable
  }

  /** The same, and by which file. */
  get reported(): JsonObject | undefined {
    const { license } = this.#memory
    return license && { issue: license.payload.issue, features: [...this.features], keyId: license.keyId }
  }

  async #verify(file: string): Promise<VerifiedLicense> {
    const { serial, place, license, highestIssue = 0 } = this.#memory
    const question = {
      serial,
      deviceId: place?.deviceId,
      heldIssue: Math.max(license?.payload.issue ?? 0, highestIssue),
      toleranceSeconds,
      at: (payload: LicensePayload) => leastTime(this.#clock(), payload),
    }
    const known = this.#memory.licenseKeys ?? { keys: [] }
    const verified = await verifyLicense(file, known, question)
    if (verified.verdict !== 'unknown-key') return verified
    this.#memory.licenseKeys = await this.#keys.with(verified.keyId ?? undefined)
    return verifyLicense(file, this.#memory.licenseKeys, question)
  }

  #clock(): Date {
    return new Date(Date.now() + this.clockOffMs)
  }
}

function refusalOf(verdict: Exclude<LicenseVerdict, 'valid'>): ApplyError {
  return { path: licenseErrorPath, code: licenseErrorCodes[verdict], msg: sentences[verdict] }
}
