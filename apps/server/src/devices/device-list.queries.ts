import type { DeviceListQuery } from '@maestro/contract'
import { type DB, type Kysely, type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { type Cursor, listFingerprint } from '../platform/http/page.js'
import { containing } from '../platform/http/search.js'

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

/** The columns of a summary, from a device `d`, its status `s` and its room `r`. */
export const summaryColumns = sql`d.id, d.name, d.serial, d.vendor, d.model_key, d.room_id, r.name AS room_name, d.state, d.management,
  d.connection, d.in_call, d.firmware_version, d.registration_mode, d.features, d.configuration_state, d.problems, d.attention,
  d.asset_tag, s.last_seen_at`

const COUNT_AT_MOST = 10_000

/** True when nothing is filtered but the state: then counters know how many there are. */
export function isTab({ sort: _, state: __, ...rest }: DeviceFilters): boolean {
  return Object.values(rest).every((value) => value === undefined || value.length === 0)
}

/** Counts rows of `from`, and stops at 10,000; `before` is a WITH that `from` needs. */
export async function countAtMost(
  kysely: Kysely<DB>,
  from: RawBuilder<unknown>,
  before: RawBuilder<unknown> = sql``,
): Promise<{ count: number; more: boolean }> {
  const { rows } = await sql<{ n: number }>`
    ${before} SELECT count(*)::int AS n FROM (SELECT FROM ${from} LIMIT ${COUNT_AT_MOST + 1}) AS found`.execute(kysely)
  const found = rows[0]?.n ?? 0
  return { count: Math.min(found, COUNT_AT_MOST), more: found > COUNT_AT_MOST }
}

/** What was looked up before the list is read, so that the planner sees how much it is. */
export type Narrowed = {
  /** The places that the filter names, and all below them. */
  readonly places?: readonly string[] | undefined
  /** The devices that a search found, when they are few. */
  readonly found?: readonly string[] | undefined
  /** The devices with one of the features: when they are many, a list meets them soon enough by itself. */
  readonly licensed?: readonly string[] | 'many' | undefined
}

/** A count meets nothing soon: it goes by the licences themselves. */
export function forCounting({ licensed, ...rest }: Narrowed): Narrowed {
  return licensed === 'many' ? rest : { ...rest, licensed }
}

/** Conditions of the filters, for a query whose devices are called `d`; the organization is the caller's to name. */
export function deviceConditions(filters: DeviceFilters, { places, found, licensed }: Narrowed): Condition {
  return allOf([
    stateCondition(filters),
    ...valueConditions(filters),
    ...(filters.room?.length ? [sql<SqlBool>`d.room_id = ANY (${onlyIds(filters.room)}::uuid[])`] : []),
    ...(places ? [inPlaces(places)] : []),
    ...(filters.feature?.length ? [withFeature(filters.feature, licensed)] : []),
    ...(found ? [sql<SqlBool>`d.id = ANY (${found}::uuid[])`] : searchCondition(filters)),
  ])
}

/**
 * The pattern of a search, for the small letters of `device_search_texts`; fewer than three signs find the beginnings
 * of words, because the index knows words by three letters at a time.
 */
export function searchPattern({ search = '' }: Pick<DeviceFilters, 'search'>): string | undefined {
  const words = search.trim().toLowerCase()
  if (!words) return undefined
  return words.length < 3 ? `% ${containing(words).slice(1)}` : containing(words)
}

function allOf(conditions: readonly Condition[]): Condition {
  return sql<SqlBool>`${sql.join(conditions, sql` AND `)}`
}

/** The rows after a cursor, in the order of the list (a row comparison, so that the index can begin there). */
function afterCursor(order: DeviceOrder, cursor: Cursor | undefined): Condition {
  return after(order, cursor, sortExpression(order), order.column === 'lastSeen' ? sql`s.device_id` : sql`d.id`)
}

function after(order: DeviceOrder, cursor: Cursor | undefined, column: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  if (!cursor) return sql<SqlBool>`true`
  const value = order.column === 'lastSeen' ? sql`${cursor.value}::timestamptz` : sql`${cursor.value}`
  return order.descending
    ? sql<SqlBool>`(${column}, ${id}) < (${value}, ${cursor.id}::uuid)`
    : sql<SqlBool>`(${column}, ${id}) > (${value}, ${cursor.id}::uuid)`
}

export function inOrder(order: DeviceOrder, value: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  return order.descending ? sql`${value} DESC, ${id} DESC` : sql`${value}, ${id}`
}

export type ListPart = {
  readonly order: DeviceOrder
  readonly start: Cursor | undefined
  readonly rows: number
  /** Those wanted are few and far between in this order: find them first, then sort them. */
  readonly rare?: boolean
}

/** The first rows of an organization's devices after a cursor, each with its `sort_key`. */
export function devicesInOrder(
  organizationId: string | RawBuilder<unknown>,
  conditions: Condition,
  { order, start, rows, rare = false }: ListPart,
): RawBuilder<unknown> {
  const organization = typeof organizationId === 'string' ? sql`${organizationId}::uuid` : organizationId
  const key = sortExpression(order)
  if (order.column !== 'lastSeen') {
    return sql`SELECT d.*, ${key} AS sort_key FROM devices d
      WHERE d.organization_id = ${organization} AND ${conditions} AND ${afterCursor(order, start)}
      ORDER BY ${inOrder(order, key, sql`d.id`)} LIMIT ${rows}`
  }
  if (rare) {
    return sql`SELECT d.*, first.sort_key FROM (
        SELECT * FROM (
          SELECT d.id, (SELECT ${key} FROM device_statuses s WHERE s.device_id = d.id) AS sort_key FROM devices d
          WHERE d.organization_id = ${organization} AND ${conditions} OFFSET 0) AS d
        WHERE ${after(order, start, sql`d.sort_key`, sql`d.id`)} ORDER BY ${inOrder(order, sql`d.sort_key`, sql`d.id`)} LIMIT ${rows}) AS first
      JOIN devices d ON d.id = first.id`
  }
  return sql`SELECT d.*, ${key} AS sort_key FROM device_statuses s
      JOIN devices d ON d.organization_id = s.organization_id AND d.id = s.device_id
    WHERE s.organization_id = ${organization} AND ${conditions} AND ${afterCursor(order, start)}
    ORDER BY ${inOrder(order, key, sql`s.device_id`)} LIMIT ${rows}`
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
  ]
}

function withFeature(features: readonly string[], licensed: Narrowed['licensed']): Condition {
  if (licensed === 'many') return sql<SqlBool>`d.features && ${features}::text[]`
  if (licensed) return sql<SqlBool>`d.id = ANY (${licensed}::uuid[])`
  return sql<SqlBool>`d.id IN (SELECT a.device_id FROM activations a
    WHERE a.organization_id = d.organization_id AND a.feature_key = ANY (${features}))`
}

/** What is no id at all names nothing that could be found. */
export function onlyIds(texts: readonly string[]): string[] {
  return texts.filter((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
}

function inPlaces(places: readonly string[]): Condition {
  return sql<SqlBool>`EXISTS (SELECT FROM rooms p WHERE p.organization_id = d.organization_id AND p.id = d.room_id
    AND p.location_id = ANY (${places}::uuid[]))`
}

/** Looks at the words of one device after the other: for what is found often, and soon. */
function searchCondition(filters: DeviceFilters): Condition[] {
  const pattern = searchPattern(filters)
  if (!pattern) return []
  return [sql<SqlBool>`(SELECT w.text LIKE ${pattern} FROM device_search_texts w WHERE w.device_id = d.id)`]
}
