import type { GroupRule } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import { onlyIds, searchPattern } from '../devices/device-filters.queries.js'
import type { Transaction } from '../platform/platform.js'

/** A condition on a device `d` of the organization at work. */
export type DeviceCondition = Prisma.Sql

const { sql } = Prisma
const ids = (texts: readonly string[]) => sql`ANY (${onlyIds(texts)}::uuid[])`
const texts = (values: readonly string[]) => sql`ANY (${[...values]}::text[])`

export const everyDevice: DeviceCondition = sql`true`
export const noDevice: DeviceCondition = sql`false`
export const theseDevices = (deviceIds: readonly string[]): DeviceCondition => sql`d.id = ${ids(deviceIds)}`
export const inRoom = (roomId: string): DeviceCondition => sql`d.room_id = ${ids([roomId])}`
export const ofModel = (modelKey: string): DeviceCondition => sql`d.model_key = ${modelKey}`
export const anyOf = (conditions: readonly DeviceCondition[]): DeviceCondition =>
  conditions.length === 0 ? noDevice : sql`(${Prisma.join([...conditions], ' OR ')})`
export const allOf = (conditions: readonly DeviceCondition[]): DeviceCondition =>
  sql`(${Prisma.join([...conditions], ' AND ')})`
export const notRetired: DeviceCondition = sql`d.state <> 'retired'`

/** In rooms of the places, or of any place below them. */
export const below = (locationIds: readonly string[]): DeviceCondition => sql`d.room_id IN (
  WITH RECURSIVE places AS (
    SELECT l.id FROM locations l WHERE l.id = ${ids(locationIds)}
    UNION SELECT l.id FROM locations l JOIN places p ON l.parent_id = p.id)
  SELECT r.id FROM rooms r WHERE r.location_id IN (SELECT id FROM places))`

/** Members by hand. */
export const chosenFor = (groupId: string): DeviceCondition =>
  sql`EXISTS (SELECT FROM device_group_members m WHERE m.group_id = ${groupId}::uuid AND m.device_id = d.id)`

/** Devices that fulfil all of a saved filter. Retired ones are in no group. */
export function fulfils(rule: GroupRule): DeviceCondition {
  const pattern = searchPattern(rule.search === undefined ? {} : { search: rule.search })
  const conditions = [
    sql`d.state <> 'retired'`,
    ...(rule.model ? [sql`d.model_key = ${texts(rule.model)}`] : []),
    ...(rule.firmware ? [sql`d.firmware_version = ${texts(rule.firmware)}`] : []),
    ...(rule.registration ? [sql`d.registration_mode = ${texts(rule.registration)}`] : []),
    ...(rule.feature
      ? [sql`EXISTS (SELECT FROM activations a WHERE a.device_id = d.id AND a.feature_key = ${texts(rule.feature)})`]
      : []),
    ...(rule.room ? [sql`d.room_id = ${ids(rule.room)}`] : []),
    ...(rule.location ? [below(rule.location)] : []),
    ...(rule.roomType ? [sql`d.room_id IN (SELECT r.id FROM rooms r WHERE r.type = ${texts(rule.roomType)})`] : []),
    ...(pattern ? [sql`(SELECT w.text LIKE ${pattern} FROM device_search_texts w WHERE w.device_id = d.id)`] : []),
  ]
  return sql`(${Prisma.join(conditions, ' AND ')})`
}

/** Devices that can be told something. */
const reachable = sql`d.state <> 'retired' AND d.management <> 'recorded'`

export async function selectIds(
  tx: Transaction,
  organizationId: string,
  condition: DeviceCondition,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT d.id FROM devices d
    WHERE d.organization_id = ${organizationId}::uuid AND ${reachable} AND ${condition}
      AND ${after === null ? everyDevice : sql`d.id > ${after}::uuid`} ORDER BY d.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

export async function countIds(tx: Transaction, organizationId: string, condition: DeviceCondition): Promise<number> {
  const rows = await tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM devices d
    WHERE d.organization_id = ${organizationId}::uuid AND ${reachable} AND ${condition}`
  return rows[0]?.n ?? 0
}

export type Membership = { readonly groupId: string; readonly deviceId: string }

/** Of the devices, who is in which of the groups: by hand and by all the rules, in one statement. */
export function selectMemberships(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
  groups: readonly { readonly id: string; readonly rule: GroupRule | null }[],
): Promise<Membership[]> {
  const chosen = sql`SELECT m.group_id AS "groupId", m.device_id AS "deviceId" FROM device_group_members m
    WHERE m.organization_id = ${organizationId}::uuid AND m.device_id = ${ids(deviceIds)}
      AND m.group_id = ${ids(groups.map(({ id }) => id))}`
  const ruled = groups.flatMap(({ id, rule }) =>
    rule === null
      ? []
      : [
          sql`SELECT ${id}::uuid, d.id FROM devices d WHERE d.organization_id = ${organizationId}::uuid
          AND d.id = ${ids(deviceIds)} AND ${fulfils(rule)}`,
        ],
  )
  return tx.$queryRaw<Membership[]>`${Prisma.join([chosen, ...ruled], ' UNION ALL ')}`
}

const COUNT_AT_MOST = 10_000

/** How many devices are in each of the groups, in one statement; counting stops at 10,000. */
export async function countMembers(
  tx: Transaction,
  organizationId: string,
  groups: readonly { readonly id: string; readonly members: DeviceCondition }[],
): Promise<ReadonlyMap<string, { count: number; more: boolean }>> {
  if (groups.length === 0) return new Map()
  const counts = groups.map(
    ({ id, members }) => sql`SELECT ${id}::text AS id, (SELECT count(*)::int FROM (SELECT FROM devices d
      WHERE d.organization_id = ${organizationId}::uuid AND d.state <> 'retired' AND ${members} LIMIT ${COUNT_AT_MOST + 1}) AS found) AS n`,
  )
  const rows = await tx.$queryRaw<{ id: string; n: number }[]>`${Prisma.join(counts, ' UNION ALL ')}`
  return new Map(rows.map(({ id, n }) => [id, { count: Math.min(n, COUNT_AT_MOST), more: n > COUNT_AT_MOST }]))
}

/** Devices by name, those after a name and id. */
export function selectPage(
  tx: Transaction,
  organizationId: string,
  condition: DeviceCondition,
  after: { readonly value: string | null; readonly id: string } | undefined,
  limit: number,
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`SELECT d.id, d.name FROM devices d
    WHERE d.organization_id = ${organizationId}::uuid AND d.state <> 'retired' AND ${condition}
      AND ${after ? sql`(d.name, d.id) > (${after.value}, ${after.id}::uuid)` : everyDevice} ORDER BY d.name, d.id LIMIT ${limit}`
}
