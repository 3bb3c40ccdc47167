import type { FeatureKey, Term } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

/** Whoever reviews a pool has this long until somebody else looks at it. */
const LEASE_MILLISECONDS = 60_000

export type ReviewedPool = Term & {
  readonly id: string
  readonly featureKey: FeatureKey
  readonly origin: string
  readonly units: number
  readonly active: number
  readonly leasedUntil: Date
}

/** Takes a pool that is due, and notes where it stands now; null when it is not due or somebody else has it. */
export async function claimPool(tx: Transaction, poolId: string, now: Date): Promise<ReviewedPool | null> {
  const leasedUntil = new Date(now.getTime() + LEASE_MILLISECONDS)
  const rows = await tx.$queryRaw<ReviewedPool[]>`
    WITH due AS (SELECT id FROM license_pools WHERE id = ${poolId}::uuid
      AND (review_at <= greatest(${now}::timestamptz, now()) OR reviewed_at > ${now}::timestamptz + interval '1 minute') FOR UPDATE SKIP LOCKED)
    UPDATE license_pools p SET term = system.term_of_pool(p, ${now}::timestamptz), reviewed_at = ${now}::timestamptz,
      review_at = ${leasedUntil}::timestamptz FROM due WHERE p.id = due.id
    RETURNING p.id, p.feature_key AS "featureKey", p.origin, p.units, p.active, p.valid_from AS "from", p.valid_until AS "to",
      p.grace_days AS "graceDays", p.suspended_at AS "suspendedAt", p.revoked_at AS "revokedAt"`
  const pool = rows[0]
  return pool ? { ...pool, leasedUntil } : null
}

/** Says when the pool is looked at next; not where it was changed meanwhile, which is looked at first. */
export async function concludeReview(
  tx: Transaction,
  pool: ReviewedPool,
  now: Date,
  again: Date | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE license_pools p SET review_at = least(system.next_review_of_pool(p, ${now}::timestamptz), ${again}::timestamptz)
      WHERE p.id = ${pool.id}::uuid AND p.review_at = ${pool.leasedUntil}::timestamptz`
}
