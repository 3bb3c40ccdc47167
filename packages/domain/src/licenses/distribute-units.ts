import { type LicensePool, poolState } from './license-pool.js'

/** How many of the wanted units come out of each pool, by its place in the list. */
export type Distribution = { readonly taken: readonly number[]; readonly granted: number }

/**
 * Takes units from pools in the order given: what is free first, and only then from a pool that may go over. Pools that
 * are not valid now give nothing. Fewer granted than wanted: there are no more.
 */
export function distributeUnits(pools: readonly LicensePool[], wanted: number, now: Date): Distribution {
  const taken = pools.map(() => 0)
  let missing = wanted
  for (const [place, pool] of pools.entries()) {
    const free = poolState(pool, now) === 'valid' ? Math.max(0, pool.units - pool.used) : 0
    const take = Math.min(free, missing)
    taken[place] = take
    missing -= take
  }
  const elastic = pools.findIndex((pool) => pool.overUse === 'warn' && poolState(pool, now) === 'valid')
  if (missing > 0 && elastic >= 0) {
    taken[elastic] = (taken[elastic] ?? 0) + missing
    missing = 0
  }
  return { taken, granted: wanted - missing }
}

/** Units that pools can still give; null: one of them may go over, so there is no end. */
export function unitsLeft(pools: readonly LicensePool[], now: Date): number | null {
  const valid = pools.filter((pool) => poolState(pool, now) === 'valid')
  if (valid.some((pool) => pool.overUse === 'warn')) return null
  return valid.reduce((sum, pool) => sum + Math.max(0, pool.units - pool.used), 0)
}
