import { Prisma } from '@maestro/database'
import { type DropCause, dropCause, entitled, type Term } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

/** A device with a unit of a pool, as it is at this moment. */
export type HoldingDevice = {
  readonly activationId: string
  readonly id: string
  readonly name: string
  readonly roomId: string | null
  readonly features: readonly string[]
  readonly state: string
  readonly management: string
  readonly connection: string
  readonly inCall: boolean
  readonly officeHours: unknown
  readonly timeZone: string | null
}

/** The next activations of a pool that are dropped, or are not, in the order of their ids; without a lock. */
export async function nextActivations(
  tx: Transaction,
  poolId: string,
  { dropped, after, atMost }: { readonly dropped: boolean; readonly after: string; readonly atMost: number },
): Promise<readonly string[]> {
  const such = dropped ? Prisma.sql`dropped_at IS NOT NULL` : Prisma.sql`dropped_at IS NULL`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM activations WHERE pool_id = ${poolId}::uuid AND ${such} AND id > ${after}::uuid ORDER BY id LIMIT ${atMost}`
  return rows.map(({ id }) => id)
}

/** The devices of activations, locked by id; those that somebody else holds are passed over. */
export function lockHoldingDevices(tx: Transaction, activationIds: readonly string[]): Promise<HoldingDevice[]> {
  return tx.$queryRaw<HoldingDevice[]>`
    WITH locked AS (SELECT d.* FROM devices d WHERE d.id IN (SELECT device_id FROM activations WHERE id = ANY (${[...activationIds]}::uuid[]))
      ORDER BY d.id FOR NO KEY UPDATE SKIP LOCKED)
    SELECT a.id AS "activationId", d.id, d.name, d.room_id AS "roomId", d.features, d.state, d.management, d.connection,
        d.in_call AS "inCall", r.office_hours AS "officeHours", r.time_zone AS "timeZone"
      FROM locked d JOIN activations a ON a.device_id = d.id AND a.id = ANY (${[...activationIds]}::uuid[])
      LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id ORDER BY d.id`
}

/** A pool's dates as they are now, kept from changing until the end of the transaction. Lock devices first. */
export async function lockTerm(tx: Transaction, poolId: string): Promise<Term | null> {
  const rows = await tx.$queryRaw<Term[]>`
    SELECT valid_from AS "from", valid_until AS "to", grace_days AS "graceDays", suspended_at AS "suspendedAt",
      revoked_at AS "revokedAt", origin FROM license_pools WHERE id = ${poolId}::uuid FOR NO KEY UPDATE`
  return rows[0] ?? null
}

/** Which of the activations are dropped by this; none where the pool has been renewed or resumed meanwhile. */
export async function dropActivations(
  tx: Transaction,
  poolId: string,
  activationIds: readonly string[],
  cause: DropCause,
  now: Date,
): Promise<ReadonlySet<string>> {
  const term = await lockTerm(tx, poolId)
  if (!term || dropCause(term, now) !== cause) return new Set()
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE activations SET dropped_at = ${now}::timestamptz, drop_cause = ${cause}
      WHERE id = ANY (${[...activationIds]}::uuid[]) AND pool_id = ${poolId}::uuid AND dropped_at IS NULL RETURNING id`
  return new Set(rows.map(({ id }) => id))
}

/** Which of the activations come back by this, and why each was dropped. */
export async function restoreActivations(
  tx: Transaction,
  poolId: string,
  activationIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, DropCause>> {
  const term = await lockTerm(tx, poolId)
  if (!term || !entitled(term, now)) return new Map()
  const rows = await tx.$queryRaw<{ id: string; cause: DropCause }[]>`
    UPDATE activations SET dropped_at = NULL, drop_cause = NULL
      WHERE id = ANY (${[...activationIds]}::uuid[]) AND pool_id = ${poolId}::uuid AND dropped_at IS NOT NULL
    RETURNING id, OLD.drop_cause AS cause`
  return new Map(rows.map(({ id, cause }) => [id, cause]))
}
