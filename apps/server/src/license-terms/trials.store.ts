import { Prisma } from '@maestro/database'
import { FEATURES } from '@maestro/domain'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '../platform/platform.js'

export type TrialPool = { readonly id: string; readonly featureKey: string }

export type TrialActivation = {
  readonly id: string
  readonly deviceId: string
  readonly deviceName: string
  readonly roomId: string | null
}

/** Whatever a device is and wherever it stands. */
export const everyDevice = Prisma.sql`true`

/** A pool of a trial that is under way; null when it is over, stopped or none. */
export async function findTrial(
  tx: Transaction,
  poolId: string,
  now: Date,
): Promise<{ readonly featureKey: string } | null> {
  const rows = await tx.$queryRaw<{ featureKey: string }[]>`
    SELECT p.feature_key AS "featureKey" FROM license_pools p
      WHERE p.id = ${poolId}::uuid AND p.origin = 'trial' AND system.term_of_pool(p, ${now}::timestamptz) = 'valid'`
  return rows[0] ?? null
}

/** The pools of trials that are over, and still have something in use. */
export function endedTrials(tx: Transaction, now: Date): Promise<TrialPool[]> {
  return tx.$queryRaw<TrialPool[]>`
    SELECT p.id, p.feature_key AS "featureKey" FROM license_pools p
      WHERE p.origin = 'trial' AND p.active > 0 AND system.term_of_pool(p, ${now}::timestamptz) = 'expired' ORDER BY p.id`
}

/** How many bought units of a feature are free; not yet locked. */
export async function freeOf(tx: Transaction, featureKey: string, now: Date): Promise<number> {
  const rows = await tx.$queryRaw<{ free: number }[]>`
    SELECT coalesce(sum(greatest(0, p.units - p.active - p.reserved - p.transferred)), 0)::int AS free FROM license_pools p
      WHERE p.feature_key = ${featureKey} AND p.origin <> 'trial' AND system.term_of_pool(p, ${now}::timestamptz) = 'valid'`
  return rows[0]?.free ?? 0
}

/** The activations of a trial that are not dropped, the first first, with their devices locked by id. */
export async function oldestActivations(
  tx: Transaction,
  poolId: string,
  atMost: number,
): Promise<readonly TrialActivation[]> {
  const ids = await tx.$queryRaw<{ id: string; deviceId: string }[]>`
    SELECT id, device_id AS "deviceId" FROM activations WHERE pool_id = ${poolId}::uuid AND dropped_at IS NULL
    ORDER BY activated_at, id LIMIT ${atMost}`
  await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ANY (${ids.map(({ deviceId }) => deviceId)}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  return tx.$queryRaw<TrialActivation[]>`
    SELECT a.id, a.device_id AS "deviceId", d.name AS "deviceName", d.room_id AS "roomId"
      FROM activations a JOIN devices d ON d.id = a.device_id
      WHERE a.id = ANY (${ids.map(({ id }) => id)}::uuid[]) AND a.pool_id = ${poolId}::uuid AND a.dropped_at IS NULL
      ORDER BY a.activated_at, a.id`
}

/** So many free units of what was bought, as the ids of their pools: from the pool that ends soonest. All pools locked by id. */
export async function boughtUnits(
  tx: Transaction,
  trial: TrialPool,
  now: Date,
  wanted: number,
): Promise<readonly string[]> {
  await tx.$queryRaw`SELECT 1 FROM license_pools WHERE feature_key = ${trial.featureKey} ORDER BY id FOR NO KEY UPDATE`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM license_pools p CROSS JOIN LATERAL
        generate_series(1, least(${wanted}::int, p.units - p.active - p.reserved - p.transferred)) AS unit
      WHERE p.feature_key = ${trial.featureKey} AND p.origin <> 'trial' AND system.term_of_pool(p, ${now}::timestamptz) = 'valid'
      ORDER BY p.valid_until NULLS LAST, p.id LIMIT ${wanted}`
  return rows.map(({ id }) => id)
}

/** Points activations to other pools, which are locked, and counts them there. */
export async function moveActivations(
  tx: Transaction,
  from: string,
  moves: readonly { readonly id: string; readonly to: string }[],
): Promise<void> {
  const pools = moves.map(({ to }) => to)
  await tx.$executeRaw`
    UPDATE activations a SET pool_id = m.pool_id FROM unnest(${moves.map(({ id }) => id)}::uuid[], ${pools}::uuid[]) AS m (id, pool_id)
      WHERE a.id = m.id`
  await tx.$executeRaw`
    UPDATE license_pools p SET active = p.active + m.taken, version = p.version + 1
      FROM (SELECT pool_id, count(*)::int AS taken FROM unnest(${pools}::uuid[]) AS u (pool_id) GROUP BY pool_id
            UNION ALL SELECT ${from}::uuid, ${-moves.length}::int) AS m WHERE p.id = m.pool_id`
}

/** When the trial of the organization at work ends, if it begins by this; null when it had one before. */
export async function beginTrial(tx: Transaction, organizationId: string, endsAt: Date): Promise<boolean> {
  const { count } = await tx.organization.updateMany({
    where: { id: organizationId, trialStartedAt: null },
    data: { trialStartedAt: new Date(), trialEndsAt: endsAt },
  })
  return count === 1
}

/**
 * A pool for each feature. It has no units of its own, so that none can be given away, and lets everybody go over: whoever
 * wants the feature gets it. No grace: what was not bought by the end drops.
 */
export async function insertTrialPools(tx: Transaction, organizationId: string, endsAt: Date): Promise<void> {
  await tx.licensePool.createMany({
    data: FEATURES.map(({ key }) => ({
      id: uuidv7(),
      organizationId,
      featureKey: key,
      units: 0,
      overuse: 'warn',
      origin: 'trial',
      validUntil: endsAt,
      graceDays: 0,
    })),
  })
}
