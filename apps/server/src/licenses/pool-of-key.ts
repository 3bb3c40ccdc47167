import type { FeatureKey, LicensePool } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import { type Audit, actorOf, systemActor } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { Transaction } from '../platform/platform.js'
import type { KnownKey } from './licenses.store.js'

/** Since when a key's units may no longer be had, or may not for the time being. */
export function stopsOf(key: KnownKey): { readonly revokedAt: Date | null; readonly suspendedAt: Date | null } {
  return { revokedAt: key.state === 'revoked' ? new Date(0) : key.pool_revoked_at, suspendedAt: key.suspended_at }
}

/** What the rules make of the pool that a key becomes. */
export function poolOfNewKey(key: KnownKey): LicensePool {
  return {
    feature: key.feature_key as FeatureKey,
    units: key.units,
    used: 0,
    overUse: 'stop',
    from: key.valid_from,
    to: key.valid_until,
    graceDays: key.grace_days,
    ...stopsOf(key),
  }
}

/**
 * The pool that a key's units become with whoever redeemed it, and the proof on both sides. The issuer learns that it was
 * redeemed, not by whom.
 */
export async function openPoolOfKey(tx: Transaction, audit: Audit, caller: Caller, key: KnownKey): Promise<string> {
  const id = uuidv7()
  const { organizationId } = caller
  await tx.licensePool.create({
    data: {
      id,
      organizationId,
      featureKey: key.feature_key,
      units: key.units,
      validFrom: key.valid_from,
      validUntil: key.valid_until,
      graceDays: key.grace_days,
      orderNumber: key.order_number,
      origin: 'key',
      sourceKeyId: key.id,
    },
  })
  const redeemed = {
    action: 'license-key.redeemed',
    objectName: key.hint,
    after: { feature: key.feature_key, units: key.units },
  } as const
  await audit.record(tx, organizationId, {
    ...actorOf(caller),
    ...redeemed,
    objectKind: 'license-pool',
    objectId: id,
  })
  if (key.issuer_id !== organizationId) {
    const elsewhere = { ...systemActor('licenses'), ...redeemed, objectKind: 'license-key', objectId: key.id }
    await audit.recordElsewhere(tx, organizationId, key.issuer_id, elsewhere)
  }
  return id
}
