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
  readonly key: DeviceKey
  place?: EnrolmentResponse
  /** The newest configuration it holds, and how applying it went. */
  desiredVersion: number
  status: ApplyStatus
  errors: readonly ApplyError[]
  reportedVersion: number
  settings: JsonObject
  /** The newest licence file that it found good, and the keys it checks them with, also without a connection. */
  license?: { readonly file: string; readonly keyId: string; readonly payload: LicensePayload }
  licenseKeys?: LicenseKeySet
}

export function freshMemory(serial: string, model: string, key: DeviceKey): DeviceMemory {
  return { serial, model, key, desiredVersion: 0, status: 'applied', errors: [], reportedVersion: 0, settings: {} }
}
