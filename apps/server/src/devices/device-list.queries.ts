import type { DeviceListQuery } from '@maestro/contract'
import { type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { type Cursor, listFingerprint } from '../platform/http/page.js'

/** The filters of a device list: what the list, its count and its export have in common. */
export type DeviceFilters = Omit<DeviceListQuery, 'cursor' | 'limit'>

type Condition = RawBuilder<SqlBool>

/** The columns a list can be sorted by, each served by an index that ends in the id. */
const sortColumns = {
  name: sql<string>`d.name`,
  serial: sql<string>`d.serial`,
  model: sql<string>`d.model_key`,
  firmware: sql<string>`coalesce(d.firmware_version, '')`,
  lastSeen: sql<string>`coalesce(s.last_seen_at, '-infinity')`,
} as const
export type SortColumn = keyof typeof sortColumns

export type DeviceOrder = { readonly column: SortColumn; readonly descending: boolean }

export function orderOf(sort: DeviceFilters['sort']): DeviceOrder {
  const descending = sort.startsWith('-')
  return { column: (descending ? sort.slice(1) : sort) as SortColumn, descending }
}

export function sortExpression(order: DeviceOrder) {
  return sortColumns[order.column]
}

export function fingerprintOf(query: DeviceFilters): string {
  return listFingerprint(query)
}

/** Conditions of the filters, for a query whose devices are called `d`; the organization is the caller's to name. */
export function deviceConditions(filters: DeviceFilters): Condition {
  return allOf([
    stateCondition(filters),
    ...valueConditions(filters),
    ...placeConditions(filters),
    ...searchCondition(filters),
  ])
}

function allOf(conditions: readonly Condition[]): Condition {
  return sql<SqlBool>`${sql.join(conditions, sql` AND `)}`
}

/** The rows after a cursor, in the order of the list (a row comparison, so that the index can begin there). */
export function afterCursor(order: DeviceOrder, cursor: Cursor | undefined): Condition {
  if (!cursor) return sql<SqlBool>`true`
  const column = sortExpression(order)
  const id = order.column === 'lastSeen' ? sql`s.device_id` : sql`d.id`
  const value = order.column === 'lastSeen' ? sql`${cursor.value}::timestamptz` : sql`${cursor.value}`
  return order.descending
    ? sql<SqlBool>`(${column}, ${id}) < (${value}, ${cursor.id}::uuid)`
    : sql<SqlBool>`(${column}, ${id}) > (${value}, ${cursor.id}::uuid)`
}

function stateCondition(filters: DeviceFilters): Condition {
  switch (filters.state) {
    case 'all':
      return sql<SqlBool>`d.state <> 'retired'`
    case 'online':
      return sql<SqlBool>`d.state = 'active' AND d.connection = 'online'`
    case 'offline':
      return sql<SqlBool>`d.state = 'active' AND d.connection IN ('offline', 'unknown')`
    case 'in-call':
      return sql<SqlBool>`d.state = 'active' AND d.connection = 'online' AND d.in_call`
    case 'attention':
      return sql<SqlBool>`d.attention AND d.state <> 'retired'`
    case 'staged':
      return sql<SqlBool>`d.state = 'staged'`
    case 'recorded':
      return sql<SqlBool>`d.state <> 'retired' AND d.connection = 'recorded'`
    case 'retired':
      return sql<SqlBool>`d.state = 'retired'`
  }
}

function valueConditions(filters: DeviceFilters): Condition[] {
  return [
    ...(filters.model?.length ? [sql<SqlBool>`d.model_key = ANY (${filters.model})`] : []),
    ...(filters.firmware?.length ? [sql<SqlBool>`d.firmware_version = ANY (${filters.firmware})`] : []),
    ...(filters.registration?.length ? [sql<SqlBool>`d.registration_mode = ANY (${filters.registration})`] : []),
    ...(filters.configuration?.length ? [sql<SqlBool>`d.configuration_state = ANY (${filters.configuration})`] : []),
    ...(filters.feature?.length
      ? [
          sql<SqlBool>`d.id IN (SELECT a.device_id FROM activations a WHERE a.organization_id = d.organization_id AND a.feature_key = ANY (${filters.feature}))`,
        ]
      : []),
  ]
}

function placeConditions(filters: DeviceFilters): Condition[] {
  return [
    ...(filters.room?.length ? [sql<SqlBool>`d.room_id::text = ANY (${filters.room})`] : []),
    ...(filters.location?.length
      ? [
          sql<SqlBool>`d.room_id IN (WITH RECURSIVE places AS (
              SELECT l.id FROM locations l WHERE l.id::text = ANY (${filters.location})
              UNION ALL SELECT l.id FROM locations l JOIN places p ON l.parent_id = p.id)
            SELECT r.id FROM rooms r JOIN places p ON r.location_id = p.id)`,
        ]
      : []),
  ]
}

function searchCondition(filters: DeviceFilters): Condition[] {
  const search = filters.search?.trim()
  if (!search) return []
  const pattern = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return [
    sql<SqlBool>`(d.name ILIKE ${pattern} OR d.serial ILIKE ${pattern} OR d.asset_tag ILIKE ${pattern} OR d.mac ILIKE ${pattern})`,
  ]
}
