import type { FullDesired, Json } from '@maestro/contract/devices'

/** `down/desired` of a released configuration: its document, whole, as the device's settings. */
export function desiredMessage(version: number, document: Json): FullDesired {
  return { version, full: true, state: { settings: document as never } }
}
