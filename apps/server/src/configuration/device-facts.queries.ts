import type { ConfigurationValues, FeatureKey } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'
import { grouped } from './grouped.js'

/** What a device's configuration depends on, besides the profiles. */
export type DeviceFacts = {
  readonly id: string
  readonly modelKey: string
  readonly roomId: string | null
  /** The root first. */
  readonly locationPath: readonly string[]
  /** Those it has and did not lose, sorted. */
  readonly features: readonly FeatureKey[]
  /** What it runs; null: it has not said. */
  readonly firmware: string | null
  /** Its own layer as it is stored: secrets are sealed. */
  readonly own: ConfigurationValues
  readonly released: ReleasedFacts | null
  /** The highest number that the device itself has named. */
  readonly heldVersion: number
}

export type ReleasedFacts = {
  readonly version: number
  readonly hash: string
  readonly stackId: string | null
  /** On which firmware its layers were seen before they were released; null: on one that was not known. */
  readonly seenOn: string | null
}

type Row = {
  id: string
  modelKey: string
  roomId: string | null
  locationId: string | null
  firmware: string | null
  own: ConfigurationValues | null
  version: number | null
  hash: string | null
  stackId: string | null
  seenOn: string | null
  heldVersion: number
}

/** In three queries, however many devices. What is not there, or another organization's, is left out. */
export async function loadDeviceFacts(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<DeviceFacts[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id, d.model_key AS "modelKey", d.room_id AS "roomId", r.location_id AS "locationId", l."values" AS own,
      d.firmware_version AS firmware, c.version::float8 AS version, c.hash, c.stack_id AS "stackId", c.firmware_version AS "seenOn",
      coalesce(s.desired_version, 0)::float8 AS "heldVersion"
    FROM devices d
      LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
      LEFT JOIN configuration_layers l ON l.organization_id = d.organization_id AND l.scope_kind = 'device' AND l.scope_id = d.id
      LEFT JOIN released_configurations c ON c.device_id = d.id
      LEFT JOIN device_statuses s ON s.device_id = d.id
    WHERE d.organization_id = ${organizationId}::uuid AND d.id = ANY (${[...deviceIds]}::uuid[]) ORDER BY d.id`
  const places = [...new Set(rows.flatMap(({ locationId }) => locationId ?? []))]
  const paths = await loadPaths(tx, organizationId, places)
  const features = await loadFeatures(tx, organizationId, deviceIds)
  return rows.map(
    ({ id, modelKey, roomId, locationId, firmware, own, version, hash, stackId, seenOn, heldVersion }) => ({
      id,
      modelKey,
      roomId,
      locationPath: paths.get(locationId ?? '') ?? [],
      features: features.get(id) ?? [],
      firmware,
      own: own ?? {},
      released: version === null || hash === null ? null : { version, hash, stackId, seenOn },
      heldVersion,
    }),
  )
}

/** Keeps everybody else from changing what these devices should have until the end of the transaction. */
export async function lockDevices(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM devices WHERE organization_id = ${organizationId}::uuid AND id = ANY (${[...deviceIds]}::uuid[])
    ORDER BY id FOR UPDATE`
}

/** From the root down to each of the places. */
export async function loadPaths(
  tx: Transaction,
  organizationId: string,
  places: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (places.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; parentId: string | null }[]>`
    WITH RECURSIVE up AS (
      SELECT id, parent_id FROM locations WHERE organization_id = ${organizationId}::uuid AND id = ANY (${[...places]}::uuid[])
      UNION SELECT l.id, l.parent_id FROM locations l JOIN up ON l.organization_id = ${organizationId}::uuid AND l.id = up.parent_id)
    SELECT id, parent_id AS "parentId" FROM up`
  const parents = new Map(rows.map(({ id, parentId }) => [id, parentId]))
  return new Map(places.map((place) => [place, pathTo(place, parents)]))
}

function pathTo(place: string, parents: ReadonlyMap<string, string | null>): readonly string[] {
  const path: string[] = []
  for (let at: string | null | undefined = place; at && parents.has(at); at = parents.get(at)) path.unshift(at)
  return path
}

/** What a device has been granted and has not lost: a feature goes when it is dropped, not when a clock passes a date. */
async function loadFeatures(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FeatureKey[]>> {
  const units = await tx.$queryRaw<{ deviceId: string; feature: FeatureKey }[]>`
    SELECT a.device_id AS "deviceId", a.feature_key AS feature FROM activations a
    WHERE a.organization_id = ${organizationId}::uuid AND a.device_id = ANY (${[...deviceIds]}::uuid[]) AND a.dropped_at IS NULL`
  const ofDevices = grouped(units, ({ deviceId }) => deviceId)
  return new Map([...ofDevices].map(([deviceId, own]) => [deviceId, own.map(({ feature }) => feature).toSorted()]))
}
