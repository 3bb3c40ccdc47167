import type { FeatureKey } from '../catalogue/feature.js'

export type OverUse = 'stop' | 'warn'
export const POOL_STATES = ['valid', 'grace', 'expired', 'suspended', 'revoked', 'not-yet-valid'] as const
export type PoolState = (typeof POOL_STATES)[number]

export const DEFAULT_GRACE_DAYS = 14

/** When units of a feature may be used. `from` is the first moment, `to` the first one after the last; null is for ever. */
export type Validity = {
  readonly from: Date | null
  readonly to: Date | null
  /** Days after `to` during which devices keep what they have. */
  readonly graceDays: number
  readonly revokedAt: Date | null
  /** Since when nobody may use the units for the time being. */
  readonly suspendedAt?: Date | null
}

export type LicensePool = Validity & {
  readonly feature: FeatureKey
  readonly units: number
  readonly used: number
  readonly overUse: OverUse
}

export function poolState(validity: Validity, now: Date): PoolState {
  if (validity.revokedAt !== null && validity.revokedAt <= now) return 'revoked'
  if (validity.suspendedAt && validity.suspendedAt <= now) return 'suspended'
  if (validity.from !== null && now < validity.from) return 'not-yet-valid'
  if (validity.to === null || now < validity.to) return 'valid'
  const drops = featureDropsAt(validity)
  return drops !== null && now < drops ? 'grace' : 'expired'
}

/** When a device loses the feature, grace included: also the expiry of its licence file. Null for perpetual units. */
export function featureDropsAt(validity: Validity): Date | null {
  if (validity.to === null) return null
  return new Date(validity.to.getTime() + validity.graceDays * 86_400_000)
}

export type PoolPosition = {
  readonly units: number
  readonly used: number
  readonly free: number
  readonly over: number
}

/** A pool never has negative units free: what is over is said apart. */
export function poolPosition(pool: Pick<LicensePool, 'units' | 'used'>): PoolPosition {
  return {
    units: pool.units,
    used: pool.used,
    free: Math.max(0, pool.units - pool.used),
    over: Math.max(0, pool.used - pool.units),
  }
}
