import type {
  ApplyError,
  ApplyStatus,
  EnrolmentResponse,
  JsonObject,
  LicenseKeySet,
  LicensePayload,
} from '@maestro/contract/devices'
import type { DeviceKey } from './device-key.js'

/** What a device keeps through a restart. */
export type DeviceMemory = {
  readonly serial: string
  readonly model: string
  key: DeviceKey
  place?: EnrolmentResponse
  /** The newest configuration it holds, and how applying it went. */
  desiredVersion: number
  status: ApplyStatus
  errors: readonly ApplyError[]
  reportedVersion: number
  settings: JsonObject
  /** The newest licence file that it found good, and the keys it checks them with, also without a connection. */
  license?: { readonly file: string; readonly keyId: string; readonly payload: LicensePayload }
  /** The highest number of a licence file that it ever held: a reset takes the file and not this, or an old file could come back. */
  highestIssue?: number
  licenseKeys?: LicenseKeySet
}

/** As it came from the factory: with another key, and without place, settings and licence. */
export function reset(memory: DeviceMemory, key: DeviceKey): void {
  const { serial, model, license, highestIssue = 0 } = memory
  delete memory.place
  delete memory.license
  delete memory.licenseKeys
  Object.assign(memory, freshMemory(serial, model, key))
  memory.highestIssue = Math.max(highestIssue, license?.payload.issue ?? 0)
}

export function freshMemory(serial: string, model: string, key: DeviceKey): DeviceMemory {
  return { serial, model, key, desiredVersion: 0, status: 'applied', errors: [], reportedVersion: 0, settings: {} }
}
