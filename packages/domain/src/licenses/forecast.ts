import type { OverUse } from './license-pool.js'

export type PoolInUse = {
  readonly units: number
  /** Devices that may use the feature by it. */
  readonly active: number
  /** Units that are in keys or were passed on. */
  readonly used: number
  readonly overUse: OverUse
  readonly graceDays: number
}
export type Supposition = {
  /** If the pool had so many units. */
  readonly units?: number
  /** If it ended at this moment. */
  readonly to?: Date
  readonly now: Date
}

/**
 * How many devices would lose the feature, and when; `dropsAt` is null when none would. Fewer units are felt at once, and
 * not at all in a pool that only warns; of two suppositions the end takes all. Whoever was activated last is the first to go.
 */
export function whatIf(pool: PoolInUse, { units, to, now }: Supposition): { loses: number; dropsAt: Date | null } {
  const dropsAt = to ? new Date(to.getTime() + pool.graceDays * 86_400_000) : now
  const covered = pool.overUse === 'warn' ? pool.active : Math.max(0, (units ?? pool.units) - pool.used)
  const loses = to ? pool.active : Math.max(0, pool.active - covered)
  return { loses, dropsAt: loses > 0 ? dropsAt : null }
}
