import type { DeviceModel } from '../catalogue/device-model.js'
import { type Decision, type Refusal, refuse } from '../decision.js'
import { parseLicenseKey } from './license-key.js'
import { type LicensePool, poolState } from './license-pool.js'

/** In order of precedence: the first that applies is the answer. */
export const ACTIVATION_REFUSALS = [
  'license-key.mistyped',
  'license-key.unknown',
  'license.model-cannot',
  'license.revoked',
  'license.suspended',
  'license.not-yet-valid',
  'license.expired',
  'license.no-units-left',
] as const
export type ActivationRefusal = (typeof ACTIVATION_REFUSALS)[number]

export type ActivationRequest = {
  /** What the person typed, or null when a unit is taken from a pool without a key. */
  readonly typedKey: string | null
  /** Where the unit comes from; null when nothing of this organization fits, whoever else may have it. */
  readonly pool: LicensePool | null
  readonly model: DeviceModel
  /** Whether the pool's feature is active on this very device already. */
  readonly alreadyActive: boolean
  readonly now: Date
}

export type ActivationGranted = {
  /** `already-active` takes no unit and changes nothing. */
  readonly outcome: 'activate' | 'already-active'
  /** The pool goes over its units, which it allows: to be shown, not hidden. */
  readonly overUse: boolean
}

/** Decides one activation on facts read under a lock: the caller must not let `used` change before it saves. */
export function decideActivation(request: ActivationRequest): Decision<ActivationRefusal, ActivationGranted> {
  const { typedKey, pool, model, alreadyActive, now } = request
  if (typedKey !== null) {
    const parsed = parseLicenseKey(typedKey)
    if (!parsed.ok) return parsed
  }
  if (pool === null) return refuse('license-key.unknown')
  if (alreadyActive) return { ok: true, outcome: 'already-active', overUse: false }
  if (!model.licensable.includes(pool.feature)) {
    return refuse('license.model-cannot', { model: model.key, feature: pool.feature })
  }
  return refusedByValidity(pool, now) ?? takeUnit(pool)
}

function refusedByValidity(pool: LicensePool, now: Date): Refusal<ActivationRefusal> | null {
  switch (poolState(pool, now)) {
    case 'revoked':
      return refuse('license.revoked', { feature: pool.feature })
    case 'suspended':
      return refuse('license.suspended', { feature: pool.feature })
    case 'not-yet-valid':
      return refuse('license.not-yet-valid', { feature: pool.feature, from: pool.from?.toISOString() ?? null })
    case 'grace':
    case 'expired':
      return refuse('license.expired', { feature: pool.feature, to: pool.to?.toISOString() ?? null })
    case 'valid':
      return null
  }
}

function takeUnit(pool: LicensePool): Decision<ActivationRefusal, ActivationGranted> {
  const overUse = pool.used >= pool.units
  if (overUse && pool.overUse === 'stop') {
    return refuse('license.no-units-left', { feature: pool.feature, units: pool.units })
  }
  return { ok: true, outcome: 'activate', overUse }
}
