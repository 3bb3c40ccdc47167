import { poolState, type Validity } from './license-pool.js'

/** Why a device goes without a feature although it holds a unit. */
export const DROP_CAUSES = ['expired', 'suspended', 'revoked'] as const
export type DropCause = (typeof DROP_CAUSES)[number]

/** Where the units came from; only those that a former vendor issued matter here: they are counted, never dropped. */
export type Term = Validity & { readonly origin?: string }

/** Whether devices that hold units of a pool may use the feature now: it is valid or in grace, and nobody stopped it. */
export function entitled(pool: Term, now: Date): boolean {
  if (pool.origin === 'vendor') return true
  const state = poolState(pool, now)
  return state === 'valid' || state === 'grace'
}

/**
 * Why activations of a pool are dropped now, or null when they are not. A pool that has not begun drops nothing: whoever
 * holds a unit of it got it when it was valid, and only a clock that was set back says otherwise.
 */
export function dropCause(pool: Term, now: Date): DropCause | null {
  if (pool.origin === 'vendor') return null
  const state = poolState(pool, now)
  return state === 'expired' || state === 'suspended' || state === 'revoked' ? state : null
}
