/** The highest number that a configuration can have. */
export const HIGHEST_VERSION = 2_147_483_647

/**
 * How far above what was released to it the number lies that a device may still name: the database is an older copy, or
 * the device belonged to somebody else before. What is released next gets a number above it.
 */
export const HIGHEST_LEAD = 10_000

/** What a device holds, by its own word; 0 when it names what can never have been given to it. */
export function heldVersion(claimed: number, released: number): number {
  return claimed <= released + HIGHEST_LEAD ? claimed : 0
}

/** The number that the next configuration of a device gets: one that it will not take for an older one. */
export function versionAfter(released: number, held: number): number {
  return Math.min(Math.max(released, heldVersion(held, released)) + 1, HIGHEST_VERSION)
}
