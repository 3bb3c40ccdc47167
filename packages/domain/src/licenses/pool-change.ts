import { type Decision, refuse } from '../decision.js'
import type { OverUse } from './license-pool.js'

/** Why a pool is not changed, in order of precedence. */
export const POOL_REFUSALS = [
  'license-pool.unknown-feature',
  'license-pool.only-operator',
  'license-pool.of-vendor',
  'license-pool.revoked',
  'license-pool.term-backwards',
  'license-pool.below-use',
] as const
export type PoolRefusal = (typeof POOL_REFUSALS)[number]

/** Why units do not change hands, in order of precedence. */
export const UNIT_MOVE_REFUSALS = [
  'license-units.receiver-unknown',
  'license-units.no-right',
  'license.revoked',
  'license.suspended',
  'license-units.not-movable',
  'license.expired',
  'license-units.too-few',
  'license-units.in-use',
] as const
export type UnitMoveRefusal = (typeof UNIT_MOVE_REFUSALS)[number]

/** Why a key is not redeemed, revoked or shown, in order of precedence. */
export const KEY_REFUSALS = [
  'license-key.too-many-guesses',
  'license-key.mistyped',
  'license-key.unknown',
  'license.revoked',
  'license.suspended',
  'license.expired',
  'license-key.redeemed',
  'license-key.of-vendor',
  'license-key.unreadable',
] as const
export type KeyRefusal = (typeof KEY_REFUSALS)[number]

/** What of a pool a change is measured against. */
export type ChangeablePool = {
  readonly origin: string
  readonly units: number
  /** Units that are active, in keys that nobody redeemed, or given away. */
  readonly used: number
  readonly overUse: OverUse
  readonly from: Date | null
  readonly to: Date | null
  readonly revokedAt: Date | null
}

/** What is left out stays as it is. */
export type PoolChange = {
  readonly units?: number | undefined
  readonly overUse?: OverUse | undefined
  readonly from?: Date | null | undefined
  readonly to?: Date | null | undefined
}

/** Decides a change on facts read under a lock. Units go down to what is in use and no further, unless over-use only warns. */
export function decidePoolChange(pool: ChangeablePool, change: PoolChange): Decision<PoolRefusal> {
  if (pool.origin === 'vendor') return refuse('license-pool.of-vendor')
  if (pool.revokedAt !== null) return refuse('license-pool.revoked')
  const from = change.from === undefined ? pool.from : change.from
  const to = change.to === undefined ? pool.to : change.to
  if (from !== null && to !== null && to <= from) return refuse('license-pool.term-backwards')
  const units = change.units ?? pool.units
  if ((change.overUse ?? pool.overUse) === 'stop' && units < pool.used) {
    return refuse('license-pool.below-use', { units, used: pool.used })
  }
  return { ok: true }
}
