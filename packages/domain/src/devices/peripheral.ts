import type { Bilingual } from '../language.js'

export const PERIPHERAL_KINDS = ['camera', 'touch-panel', 'microphone', 'speaker', 'display', 'content-dongle'] as const
export type PeripheralKind = (typeof PERIPHERAL_KINDS)[number]

export type PeripheralCounts = Readonly<Partial<Record<PeripheralKind, number>>>

export const PERIPHERAL_NAMES: Readonly<Record<PeripheralKind, Bilingual>> = {
  camera: { en: 'Camera', de: 'Kamera' },
  'touch-panel': { en: 'Touch panel', de: 'Touchpanel' },
  microphone: { en: 'Microphone', de: 'Mikrofon' },
  speaker: { en: 'Speaker', de: 'Lautsprecher' },
  display: { en: 'Display', de: 'Bildschirm' },
  'content-dongle': { en: 'Content dongle', de: 'Präsentations-Dongle' },
}

/** What the room states and the device does not find, most serious first. More than expected is no problem. */
export function missingPeripherals(expected: PeripheralCounts, found: PeripheralCounts): readonly PeripheralKind[] {
  return PERIPHERAL_KINDS.filter((kind) => (found[kind] ?? 0) < (expected[kind] ?? 0))
}
