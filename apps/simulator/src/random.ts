/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export type Random = () => number

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A seed for one device of a fleet, so that it behaves alike whatever the others do (FNV-1a). */
export function seedFor(fleetSeed: number, serial: string): number {
  let hash = 0x811c9dc5 ^ fleetSeed
  for (let index = 0; index < serial.length; index++) hash = Math.imul(hash ^ serial.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** A whole number from `low` to `high`. */
export function between(random: Random, [low, high]: readonly [number, number]): number {
  return low + Math.floor(random() * (high - low + 1))
}
