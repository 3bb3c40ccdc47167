/**
 * Where something exists: from firmware `since` on, which has it already, up to `until`, which has it no more. Without
 * either there is no end on that side.
 */
export type FirmwareBounds = { readonly since?: string; readonly until?: string }

/** Makers write `5.10.0`, `v5.10`, `ce11.9.2.4 a1b2c3` or a name and a number. */
const VERSION = /\d+(?:\.\d+)+/u
const NUMBER = /\d+/u

/**
 * Below 0 when `left` is the older one. Numbers are compared part by part, so that 5.10 is newer than 5.9; a part that is
 * missing is 0, and what follows the numbers counts for nothing: a trial of 5.10 has what 5.10 has.
 */
export function compareFirmware(left: string, right: string): number {
  const [one, other] = [partsOf(left), partsOf(right)]
  for (let position = 0; position < Math.max(one.length, other.length); position++) {
    const difference = compareNumbers(one[position] ?? '', other[position] ?? '')
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether a device has said what it runs, in words that can be compared. */
export function isKnownFirmware(firmware: string | null): firmware is string {
  return firmware !== null && partsOf(firmware).length > 0
}

/** Firmware that is not known is taken to have everything: the device itself will say what it lacks. */
export function isOnFirmware({ since, until }: FirmwareBounds, firmware: string | null): boolean {
  if (!isKnownFirmware(firmware)) return true
  if (since !== undefined && compareFirmware(firmware, since) < 0) return false
  return until === undefined || compareFirmware(firmware, until) < 0
}

/** Fleets run a few versions, and each is compared again and again. */
const MOST_REMEMBERED = 1_000
const remembered = new Map<string, readonly string[]>()

/** Without leading zeros, so that 0 is the empty text; empty where there are no numbers. */
function partsOf(firmware: string): readonly string[] {
  const known = remembered.get(firmware)
  if (known !== undefined) return known
  const numbers = (VERSION.exec(firmware) ?? NUMBER.exec(firmware))?.[0]
  const parts = numbers?.split('.').map((part) => part.replace(/^0+/u, '')) ?? []
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(firmware, parts)
  return parts
}

/** As text: some makers write a date and a time as one number, too long to be counted with. */
function compareNumbers(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length
  return left === right ? 0 : left < right ? -1 : 1
}
