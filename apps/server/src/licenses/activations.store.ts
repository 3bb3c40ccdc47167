import type { Transaction } from '../platform/platform.js'

/** A device as an activation sees it, locked. */
export type DeviceToLicense = {
  readonly id: string
  readonly name: string
  readonly roomId: string | null
  readonly modelKey: string
  readonly state: string
  readonly management: string
  /** Those it may use; what was dropped is not among them. */
  readonly features: readonly string[]
}

/** Devices of the organization, locked in the order in which everybody locks them; those that are not there are missing. */
export function lockDevicesToLicense(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<DeviceToLicense[]> {
  return tx.$queryRaw<DeviceToLicense[]>`
    SELECT id, name, room_id AS "roomId", model_key AS "modelKey", state, management, features FROM devices
    WHERE organization_id = ${organizationId}::uuid AND id = ANY (${[...deviceIds]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}

/** Which of the devices have a feature that was not dropped. Lock the devices first. */
export async function havingFeature(
  tx: Transaction,
  deviceIds: readonly string[],
  featureKey: string,
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT device_id AS id FROM activations
    WHERE device_id = ANY (${[...deviceIds]}::uuid[]) AND feature_key = ${featureKey} AND dropped_at IS NULL`
  return new Set(rows.map(({ id }) => id))
}

/** Who gave a feature to a device. */
export type ActivationSource = { readonly kind: 'person' | 'batch' | 'rule' | 'trial'; readonly id: string | null }

export type NewActivation = {
  readonly id: string
  readonly deviceId: string
  readonly poolId: string
  /** How the key begins that brought the unit. */
  readonly keyHint: string | null
}

/**
 * Takes a unit of a locked pool for each, in a few statements; all pools of the feature are locked. A unit that a device
 * holds of a pool that no longer covers it goes back, and what a device still owed for the feature is settled.
 */
export async function insertActivations(
  tx: Transaction,
  organizationId: string,
  featureKey: string,
  by: { readonly name: string; readonly source: ActivationSource },
  activations: readonly NewActivation[],
): Promise<void> {
  const deviceIds = activations.map(({ deviceId }) => deviceId)
  const poolIds = activations.map(({ poolId }) => poolId)
  await makeWay(tx, deviceIds, [featureKey])
  await insertUnits(tx, organizationId, featureKey, by, activations)
  await countUnits(tx, poolIds)
}

/** Activations alone: the device holds none of the feature, and whoever calls has counted the units, or does. */
export async function insertUnits(
  tx: Transaction,
  organizationId: string,
  featureKey: string,
  by: { readonly name: string; readonly source: ActivationSource },
  activations: readonly NewActivation[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, key_hint, activated_by, source, source_id)
    SELECT n.id, ${organizationId}::uuid, n.device_id, n.pool_id, ${featureKey}, n.key_hint, ${by.name}, ${by.source.kind},
        ${by.source.id}::uuid
      FROM unnest(${activations.map(({ id }) => id)}::uuid[], ${activations.map(({ deviceId }) => deviceId)}::uuid[],
        ${activations.map(({ poolId }) => poolId)}::uuid[], ${activations.map(({ keyHint }) => keyHint)}::text[])
        AS n (id, device_id, pool_id, key_hint)`
}

/** Counts units of locked pools as in use, one for each time that a pool is named. */
export async function countUnits(tx: Transaction, poolIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE license_pools p SET active = p.active + n.taken, version = p.version + 1
      FROM (SELECT pool_id, count(*)::int AS taken FROM unnest(${[...poolIds]}::uuid[]) AS u (pool_id) GROUP BY pool_id) AS n
      WHERE p.id = n.pool_id`
}

/** What was dropped goes, and its unit goes back to its locked pool; what the devices still owed for the features is settled. */
export async function makeWay(
  tx: Transaction,
  deviceIds: readonly string[],
  featureKeys: readonly string[],
): Promise<void> {
  const dropped = await deleteActivations(tx, deviceIds, featureKeys)
  await giveUnitsBack(
    tx,
    dropped.map(({ poolId }) => poolId),
  )
  await settleReleases(tx, deviceIds, featureKeys)
}

/** A device that has the feature again owes no answer any more. */
export async function settleReleases(
  tx: Transaction,
  deviceIds: readonly string[],
  featureKeys: readonly string[],
): Promise<void> {
  await tx.$executeRaw`UPDATE license_releases SET settled_at = now() WHERE settled_at IS NULL
    AND device_id = ANY (${[...deviceIds]}::uuid[]) AND feature_key = ANY (${[...featureKeys]}::text[])`
}

/**
 * Locks the pools that devices hold units of, by id as everybody locks pools. Before the activations change: that counts in
 * the organization's position, which whoever takes a unit touches with the pool in hand. Lock the devices first.
 */
export async function lockPoolsOf(
  tx: Transaction,
  deviceIds: readonly string[],
  featureKeys: readonly string[] | null,
): Promise<void> {
  const pools = await tx.$queryRaw<{ id: string }[]>`SELECT DISTINCT pool_id AS id FROM activations
    WHERE device_id = ANY (${[...deviceIds]}::uuid[]) AND (${featureKeys}::text[] IS NULL OR feature_key = ANY (${featureKeys}::text[]))`
  if (pools.length === 0) return
  await tx.$queryRaw`SELECT 1 FROM license_pools WHERE id = ANY (${pools.map(({ id }) => id)}::uuid[]) ORDER BY id FOR UPDATE`
}

export type ReleasedActivation = { readonly deviceId: string; readonly featureKey: string; readonly poolId: string }

/** Takes features off locked devices, these or all, with the pools locked. Whoever calls gives the units back, or moves them on. */
export function deleteActivations(
  tx: Transaction,
  deviceIds: readonly string[],
  featureKeys: readonly string[] | null,
): Promise<ReleasedActivation[]> {
  return tx.$queryRaw<ReleasedActivation[]>`
    DELETE FROM activations WHERE device_id = ANY (${[...deviceIds]}::uuid[])
      AND (${featureKeys}::text[] IS NULL OR feature_key = ANY (${featureKeys}::text[]))
    RETURNING device_id AS "deviceId", feature_key AS "featureKey", pool_id AS "poolId"`
}

/** Gives units back to their locked pools. */
export async function giveUnitsBack(tx: Transaction, poolIds: readonly string[]): Promise<void> {
  if (poolIds.length === 0) return
  await tx.$executeRaw`
    UPDATE license_pools p SET active = p.active - n.given, version = p.version + 1
      FROM (SELECT pool_id, count(*)::int AS given FROM unnest(${[...poolIds]}::uuid[]) AS u (pool_id) GROUP BY pool_id) AS n
      WHERE p.id = n.pool_id`
}

export type ReleaseCause = 'released' | 'transferred' | 'replaced' | 'retired' | 'moved'
export type OwedRelease = { readonly id: string; readonly deviceId: string; readonly featureKey: string }

/** Notes that devices have to be heard of without a feature before its release is certain. */
export async function insertReleases(
  tx: Transaction,
  organizationId: string,
  by: { readonly name: string; readonly cause: ReleaseCause },
  releases: readonly OwedRelease[],
): Promise<void> {
  if (releases.length === 0) return
  await tx.$executeRaw`
    INSERT INTO license_releases (id, organization_id, device_id, feature_key, cause, released_by)
    SELECT n.id, ${organizationId}::uuid, n.device_id, n.feature_key, ${by.cause}, ${by.name}
      FROM unnest(${releases.map(({ id }) => id)}::uuid[], ${releases.map(({ deviceId }) => deviceId)}::uuid[],
        ${releases.map(({ featureKey }) => featureKey)}::text[]) AS n (id, device_id, feature_key)
    ON CONFLICT (device_id, feature_key) WHERE settled_at IS NULL
      DO UPDATE SET released_at = excluded.released_at, cause = excluded.cause, released_by = excluded.released_by`
}

/** Hands activations on to another device, as they are; nothing of it was in a licence file of that device yet. */
export async function moveActivations(
  tx: Transaction,
  fromDeviceId: string,
  toDeviceId: string,
  moved: readonly { readonly id: string; readonly featureKey: string }[],
): Promise<(ReleasedActivation & { readonly isDropped: boolean })[]> {
  return tx.$queryRaw<(ReleasedActivation & { readonly isDropped: boolean })[]>`
    WITH gone AS (DELETE FROM activations a USING unnest(${moved.map(({ id }) => id)}::uuid[],
        ${moved.map(({ featureKey }) => featureKey)}::text[]) AS n (id, feature_key)
      WHERE a.device_id = ${fromDeviceId}::uuid AND a.feature_key = n.feature_key RETURNING a.*, n.id AS new_id),
    here AS (INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, key_hint, activated_by, source, source_id,
        dropped_at, drop_cause)
      SELECT new_id, organization_id, ${toDeviceId}::uuid, pool_id, feature_key, key_hint, activated_by, source, source_id,
        dropped_at, drop_cause FROM gone)
    SELECT device_id AS "deviceId", feature_key AS "featureKey", pool_id AS "poolId", dropped_at IS NOT NULL AS "isDropped" FROM gone`
}

export type UnsettledRelease = {
  readonly id: string
  readonly deviceId: string
  readonly featureKey: string
  readonly name: string
  readonly roomId: string | null
}

/** Settles releases of devices that were heard of without the feature since; answers those that were still open. */
export function settleHeard(tx: Transaction, ids: readonly string[]): Promise<UnsettledRelease[]> {
  return tx.$queryRaw<UnsettledRelease[]>`
    UPDATE license_releases r SET settled_at = now() FROM devices d
      WHERE r.id = ANY (${[...ids]}::uuid[]) AND r.settled_at IS NULL AND d.id = r.device_id
      RETURNING r.id, r.device_id AS "deviceId", r.feature_key AS "featureKey", d.name, d.room_id AS "roomId"`
}

export type HeldFeature = { readonly deviceId: string; readonly featureKey: string; readonly isDropped: boolean }

/** What devices hold a unit of. Lock the devices first. */
export function featuresHeld(tx: Transaction, deviceIds: readonly string[]): Promise<HeldFeature[]> {
  return tx.$queryRaw<
    HeldFeature[]
  >`SELECT device_id AS "deviceId", feature_key AS "featureKey", dropped_at IS NOT NULL AS "isDropped"
    FROM activations WHERE device_id = ANY (${[...deviceIds]}::uuid[]) ORDER BY feature_key`
}
