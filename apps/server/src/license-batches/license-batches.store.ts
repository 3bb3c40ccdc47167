import type { DeploymentScope } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import type { DeviceCondition } from '../groups/device-condition.queries.js'
import type { Transaction } from '../platform/platform.js'

const { sql } = Prisma
export type BatchRow = Prisma.LicenseBatchGetPayload<object>
export type BatchDeviceRow = Prisma.LicenseBatchDeviceGetPayload<{ include: { device: { include: { room: true } } } }>
export type BatchAction = 'activate' | 'release'

/** What a preview is made of. */
export type BatchQuestion = {
  readonly organizationId: string
  readonly action: BatchAction
  readonly featureKey: string
  readonly devices: DeviceCondition
  /** Models that can have the feature. */
  readonly models: readonly string[]
  /** Null: as many as are wanted. */
  readonly freeUnits: number | null
  /** Devices that a rule keeps licensed. */
  readonly kept: DeviceCondition
}

/** What a device has on trial would come back by itself. */
const onTrial = sql`EXISTS (SELECT FROM license_pools p WHERE p.id = a.pool_id AND p.origin = 'trial'
  AND system.term_of_pool(p, now()) = 'valid')`

/** Device by device what would become of it, in the order in which units are given out. */
function answers({ organizationId, action, featureKey, devices, models, freeUnits, kept }: BatchQuestion): Prisma.Sql {
  const wanted =
    action === 'activate'
      ? sql`CASE WHEN d.state = 'retired' THEN 'retired' WHEN a.id IS NOT NULL AND a.dropped_at IS NULL THEN 'already-active'
          WHEN d.model_key <> ALL (${[...models]}::text[]) THEN 'model-cannot' ELSE 'gets' END`
      : sql`CASE WHEN a.id IS NULL THEN 'not-active' WHEN ${kept} OR ${onTrial} THEN 'kept-by-rule' ELSE 'releases' END`
  return sql`
    SELECT position, device_id, CASE WHEN wanted = 'gets' AND place > ${freeUnits ?? 2_147_483_647}::int THEN 'no-units' ELSE wanted END AS expected
    FROM (SELECT position, device_id, wanted, count(*) FILTER (WHERE wanted = 'gets') OVER (ORDER BY position) AS place
      FROM (SELECT (row_number() OVER (ORDER BY r.name NULLS LAST, d.serial, d.id))::int AS position, d.id AS device_id, ${wanted} AS wanted
        FROM devices d LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
          LEFT JOIN activations a ON a.device_id = d.id AND a.feature_key = ${featureKey}
        WHERE d.organization_id = ${organizationId}::uuid AND ${devices}) AS found) AS placed`
}

const digest = sql`coalesce(encode(sha256(convert_to(string_agg(device_id || expected, ',' ORDER BY position), 'UTF8')), 'hex'), '')`

/** SHA-256 over everybody's answer, hex: the same as long as nothing has changed that matters. */
export async function digestOf(tx: Transaction, question: BatchQuestion): Promise<string> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`SELECT ${digest} AS hash FROM (${answers(question)}) AS answers`
  return rows[0]?.hash ?? ''
}

export type NewBatch = {
  readonly id: string
  readonly scope: DeploymentScope
  readonly createdBy: string
  readonly createdByName: string
  readonly grantId: string | null
}

/** Keeps a preview, and forgets those of yesterday. Rows go in by device, so that their references are locked as everybody locks devices. */
export async function insertPreview(tx: Transaction, batch: NewBatch, question: BatchQuestion): Promise<void> {
  const { organizationId, action, featureKey } = question
  await tx.$executeRaw`DELETE FROM license_batches WHERE organization_id = ${organizationId}::uuid AND state = 'previewed'
    AND created_at < now() - interval '1 day'`
  const facts = { organizationId, action, featureKey, previewHash: '', freeUnits: question.freeUnits }
  await tx.licenseBatch.create({ data: { ...batch, ...facts, scope: batch.scope as Prisma.InputJsonObject } })
  await tx.$executeRaw`
    INSERT INTO license_batch_devices (batch_id, organization_id, position, device_id, expected)
    SELECT ${batch.id}::uuid, ${organizationId}::uuid, position, device_id, expected FROM (${answers(question)}) AS answers
    ORDER BY device_id`
  await tx.$executeRaw`
    UPDATE license_batches b SET preview_hash = s.hash, total = s.total, expected = s.expected FROM (
      SELECT max(hash) AS hash, sum(n)::int AS total, coalesce(jsonb_object_agg(expected, n), '{}') AS expected FROM
        (SELECT expected, count(*) AS n FROM license_batch_devices WHERE batch_id = ${batch.id}::uuid GROUP BY expected) AS counts,
        (SELECT ${digest} AS hash FROM license_batch_devices WHERE batch_id = ${batch.id}::uuid) AS hashed) AS s
    WHERE b.id = ${batch.id}::uuid AND s.total IS NOT NULL`
}

/** A batch, locked; null when it is not there. */
export async function holdBatch(tx: Transaction, organizationId: string, id: string): Promise<BatchRow | null> {
  await tx.$queryRaw`SELECT 1 FROM license_batches WHERE id = ${id}::uuid FOR UPDATE`
  return tx.licenseBatch.findFirst({ where: { organizationId, id } })
}

/** A batch that is under way and that nobody else works on; null: there is nothing to do for us. */
export async function claimBatch(tx: Transaction, organizationId: string, id: string): Promise<BatchRow | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM license_batches
    WHERE id = ${id}::uuid AND state = 'running' FOR UPDATE SKIP LOCKED`
  return rows.length === 0 ? null : tx.licenseBatch.findFirst({ where: { organizationId, id } })
}

/** Somebody looks after it when it has not gone on by then. */
const LEASE = sql`interval '10 seconds'`

/** Those that nothing would become of have their answer at once. */
export async function beginBatch(tx: Transaction, id: string, reason: string | null): Promise<void> {
  await tx.$executeRaw`UPDATE license_batch_devices SET result = expected
    WHERE batch_id = ${id}::uuid AND expected NOT IN ('gets', 'releases')`
  await tx.$executeRaw`UPDATE license_batches SET state = 'running', started_at = now(), reason = ${reason},
    next_look_at = now() + ${LEASE} WHERE id = ${id}::uuid`
  await countResults(tx, id)
}

/** The next devices of a batch, in their order. */
export async function nextDevices(tx: Transaction, id: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT device_id AS id FROM license_batch_devices
    WHERE batch_id = ${id}::uuid AND result IS NULL ORDER BY position LIMIT ${limit}`
  return rows.map(({ id: deviceId }) => deviceId)
}

export async function saveResults(tx: Transaction, id: string, results: ReadonlyMap<string, string>): Promise<void> {
  await tx.$executeRaw`UPDATE license_batch_devices b SET result = n.result
    FROM unnest(${[...results.keys()]}::uuid[], ${[...results.values()]}::text[]) AS n (device_id, result)
    WHERE b.batch_id = ${id}::uuid AND b.device_id = n.device_id AND b.result IS NULL`
  const counts: Record<string, number> = {}
  for (const result of results.values()) counts[result] = (counts[result] ?? 0) + 1
  await tx.$executeRaw`UPDATE license_batches SET done = done + ${results.size}, next_look_at = now() + ${LEASE},
    results = results || (SELECT coalesce(jsonb_object_agg(key, value::int + coalesce((results ->> key)::int, 0)), '{}')
      FROM jsonb_each_text(${JSON.stringify(counts)}::jsonb)) WHERE id = ${id}::uuid`
}

export async function endBatch(tx: Transaction, id: string, state: 'finished' | 'cancelled'): Promise<void> {
  if (state === 'cancelled') {
    await tx.$executeRaw`UPDATE license_batch_devices SET result = 'cancelled' WHERE batch_id = ${id}::uuid AND result IS NULL`
    await countResults(tx, id)
  }
  await tx.$executeRaw`UPDATE license_batches SET state = ${state}, finished_at = now(), next_look_at = NULL WHERE id = ${id}::uuid`
}

async function countResults(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE license_batches b SET done = s.done, results = s.results FROM (
      SELECT coalesce(sum(n), 0)::int AS done, coalesce(jsonb_object_agg(result, n), '{}') AS results FROM
        (SELECT result, count(*) AS n FROM license_batch_devices WHERE batch_id = ${id}::uuid AND result IS NOT NULL GROUP BY result) AS c) AS s
    WHERE b.id = ${id}::uuid`
}
