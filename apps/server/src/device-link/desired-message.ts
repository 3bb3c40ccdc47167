import type { FullDesired, Json, JsonObject } from '@maestro/contract/devices'

/** A device's released document as the device gets it: secrets are opened only on their way out. */
export type OpenDocument = (deviceId: string, document: Json) => JsonObject

/** `down/desired` of a released configuration: its document, whole, as the device's settings, and its licence file. */
export function desiredMessage(version: number, document: JsonObject, license: string | null): FullDesired {
  return { version, full: true, state: { settings: document, ...(license === null ? {} : { license }) } }
}
