import type { Transaction } from '../platform/platform.js'
import type { KeyRow } from './licenses.store.js'
import type { MadeKey } from './make-key.js'

type KeyOrderRow = {
  readonly keyOrderId: string
  readonly poolId: string
  readonly featureKey: string
  readonly unitsEach: number
  readonly orderReference: string | null
  readonly customerId: string | null
  readonly createdBy: string
}

/** All keys of an order in one statement. */
export async function insertKeys(
  tx: Transaction,
  organizationId: string,
  order: KeyOrderRow,
  made: readonly MadeKey[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO license_keys (id, organization_id, pool_id, feature_key, units, hash, sealed, hint, customer_id, key_order_id,
        order_reference, created_by)
      SELECT id, ${organizationId}::uuid, ${order.poolId}::uuid, ${order.featureKey}, ${order.unitsEach}, hash, sealed, hint,
        ${order.customerId}::uuid, ${order.keyOrderId}::uuid, ${order.orderReference}, ${order.createdBy}
        FROM unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ hash }) => hash)}::text[],
          ${made.map(({ sealed }) => sealed)}::text[], ${made.map(({ hint }) => hint)}::text[]) AS made (id, hash, sealed, hint)`
}

/** A key of the organization at work, locked. */
export async function lockKey(tx: Transaction, keyId: string): Promise<KeyRow | null> {
  await tx.$queryRaw`SELECT 1 FROM license_keys WHERE id = ${keyId}::uuid FOR UPDATE`
  return tx.licenseKey.findFirst({ where: { id: keyId } })
}

export type VendorKey = {
  readonly id: string
  readonly poolId: string
  readonly featureKey: string
  readonly units: number
  readonly hash: string
  readonly sealed: string
  readonly hint: string
  readonly deviceId: string | null
  readonly evidence: string
  readonly evidencedOn: string
}

/** Keeps the keys, and adds their units to their pools, which are locked. */
export async function insertVendorKeys(
  tx: Transaction,
  organizationId: string,
  by: { keyOrderId: string; createdBy: string },
  keys: readonly VendorKey[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO license_keys (id, organization_id, pool_id, feature_key, units, hash, sealed, hint, device_id, evidence, evidenced_on,
        state, key_order_id, created_by)
      SELECT k.id, ${organizationId}::uuid, k."poolId", k."featureKey", k.units, k.hash, k.sealed, k.hint, k."deviceId", k.evidence,
        k."evidencedOn", 'recorded', ${by.keyOrderId}::uuid, ${by.createdBy}
        FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) AS k (id uuid, "poolId" uuid, "featureKey" text, units integer, hash text,
          sealed text, hint text, "deviceId" uuid, evidence text, "evidencedOn" date)`
  await tx.$executeRaw`
    UPDATE license_pools p SET units = p.units + n.units, version = p.version + 1
      FROM (SELECT pool_id, sum(units)::integer AS units FROM license_keys
        WHERE organization_id = ${organizationId}::uuid AND key_order_id = ${by.keyOrderId}::uuid GROUP BY pool_id) AS n
      WHERE p.id = n.pool_id`
}

export type OwnDevice = {
  readonly id: string
  readonly serial: string
  readonly name: string
  readonly state: string
  readonly modelKey: string
}

/** Devices of the organization by their serial numbers, locked in the order of their ids. */
export async function lockDevicesBySerial(
  tx: Transaction,
  organizationId: string,
  serials: readonly string[],
): Promise<ReadonlyMap<string, OwnDevice>> {
  if (serials.length === 0) return new Map()
  const rows = await tx.$queryRaw<OwnDevice[]>`
    SELECT id, serial, name, state, model_key AS "modelKey" FROM devices WHERE organization_id = ${organizationId}::uuid
      AND serial = ANY (${[...serials]}::text[]) AND retired_cause IS DISTINCT FROM 'moved' ORDER BY id FOR NO KEY UPDATE`
  return new Map(rows.map((row) => [row.serial, row]))
}

/** Which of these are kept already, whatever for. */
export async function knownHashes(tx: Transaction, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    SELECT hash FROM license_keys WHERE hash = ANY (${[...hashes]}::text[])`
  return new Set(rows.map(({ hash }) => hash))
}

/**
 * The pool of each feature that holds what a former vendor issued; made when there is none. All pools of the features are
 * locked, in the order in which everybody locks them. Lock devices first.
 */
export async function poolsOfVendor(
  tx: Transaction,
  organizationId: string,
  features: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await tx.$executeRaw`
    INSERT INTO license_pools (id, organization_id, feature_key, units, origin)
      SELECT uuidv7(), ${organizationId}::uuid, feature, 0, 'vendor' FROM unnest(${[...features].sort()}::text[]) AS wanted (feature)
      ON CONFLICT (organization_id, feature_key) WHERE origin = 'vendor' DO NOTHING`
  const rows = await tx.$queryRaw<{ id: string; featureKey: string; origin: string }[]>`
    SELECT id, feature_key AS "featureKey", origin FROM license_pools WHERE organization_id = ${organizationId}::uuid
      AND feature_key = ANY (${[...features]}::text[]) ORDER BY id FOR UPDATE`
  return new Map(rows.flatMap(({ id, featureKey, origin }) => (origin === 'vendor' ? [[featureKey, id]] : [])))
}
