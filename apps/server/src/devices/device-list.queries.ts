import { type DB, type Kysely, type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { type Cursor, listFingerprint } from '../platform/http/page.js'
import {
  allOf,
  type Condition,
  conditionOnSorted,
  conditionsBesideTab,
  type DeviceFilters,
  deviceConditions,
  firmwareOrNone,
  inPassing,
  isTab,
  type Narrowed,
  searchPattern,
} from './device-filters.queries.js'

/** The columns a list can be sorted by, each served by an index that ends in the id. */
const sortColumns = {
  name: sql<string>`d.name`,
  serial: sql<string>`d.serial`,
  model: sql<string>`d.model_key`,
  firmware: firmwareOrNone,
  lastSeen: sql<string>`CASE WHEN s.last_seen_at IS NULL THEN '-infinity'::timestamptz ELSE s.last_seen_at END`,
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

/** The same for what a list is filtered by, however it is sorted. */
export function filterFingerprintOf({ sort: _, ...filters }: DeviceFilters): string {
  return listFingerprint(filters)
}

/** The columns of a summary, from a device `d`, its status `s` and its room `r`. */
export const summaryColumns = sql`d.id, d.name, d.serial, d.vendor, d.model_key, d.room_id, r.name AS room_name, d.state, d.management,
  d.connection, d.in_call, d.firmware_version, d.registration_mode, d.features, d.configuration_state, d.drift, d.problems, d.attention,
  d.asset_tag, s.last_seen_at`

/** So many there are; `more` when counting stopped there. */
export type Total = { readonly count: number; readonly more: boolean }

export const COUNTED_AT_MOST = 10_000

/** Counts rows of `from`, and stops at `atMost`. */
export async function countAtMost(
  kysely: Kysely<DB>,
  from: RawBuilder<unknown>,
  atMost = COUNTED_AT_MOST,
): Promise<Total> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (SELECT FROM ${from} LIMIT ${atMost + 1}) AS found`.execute(kysely)
  const found = rows[0]?.n ?? 0
  return { count: Math.min(found, atMost), more: found > atMost }
}

/**
 * Devices `d`, for a FROM. Those that a search found come one after the other by their ids (OFFSET 0): the planner, which
 * takes every organization for one of average size, would go through a large one for them.
 */
export function devicesAmong({ found }: Narrowed): RawBuilder<unknown> {
  if (!found) return sql`devices d`
  return sql`(SELECT d.* FROM unnest(${found}::uuid[]) AS f (id)
    CROSS JOIN LATERAL (SELECT * FROM devices WHERE devices.id = f.id OFFSET 0) AS d OFFSET 0) AS d`
}

/** The conditions that are left to be met by `devicesAmong`. */
function beyondSearch(filters: DeviceFilters, narrowed: Narrowed): Condition {
  if (!narrowed.found) return deviceConditions(filters, narrowed)
  const { search: _, ...rest } = filters
  return deviceConditions(rest, { places: narrowed.places })
}

/** Columns that are in every index a list is looked up by. */
const isInIndexes = (column: SortColumn) => column === 'model' || column === 'firmware'

/** So many are found by last contact in the time that it takes to plan how they are read in their order. */
const FOUND_IN_PLANNING = 1_000

/** So many are found at most where counters tell beforehand how many there are, and an index has what they are sorted by. */
const FOUND_AT_MOST = 50_000

/**
 * A list with no more than these is found first and then sorted; a longer one is read in its order. Finding costs
 * something for each that is found, reading for each that is passed over until a page is full: both cost the same at the
 * root of a multiple of all `devices`, which is higher by last contact, because that is read in two tables, and across
 * organizations, because each of them is begun. A model or a firmware comes with what is found, and a filter may leave only
 * the last of them: there, finding is cheaper for longer, unless a search that found many would look at the words of each.
 * What a search that found few has found is never looked for again.
 */
export function fewFor({ filters, narrowed }: Wanted, whose: 'own' | 'across', devices: number): number {
  if (narrowed.found) return COUNTED_AT_MOST
  const { column } = orderOf(filters.sort)
  const readsWords = searchPattern(filters) !== undefined
  if (isInIndexes(column) && !readsWords)
    return isTab(filters) ? Math.min(Math.ceil(devices / 8), FOUND_AT_MOST) : COUNTED_AT_MOST
  const passedOver = column === 'lastSeen' ? 60 : whose === 'across' ? 30 : 10
  const few = Math.min(Math.ceil(Math.sqrt(passedOver * devices)), COUNTED_AT_MOST)
  return column === 'lastSeen' && whose === 'own' ? Math.max(few, FOUND_IN_PLANNING) : few
}

export const isMoreThan = (few: number, { count, more }: Total) => more || count > few

/** How many there are where more than `few` were found, as far as they are counted. */
export const totalBeyond = (few: number): Total | undefined =>
  few >= COUNTED_AT_MOST ? { count: COUNTED_AT_MOST, more: true } : undefined

/** With how many devices there are, where looking them up has told already. */
export type NarrowedAndCounted = Narrowed & { readonly total?: Total | undefined }

/** Which devices, in which order, from where on, and how many. */
export type Wanted = {
  readonly filters: DeviceFilters
  readonly narrowed: NarrowedAndCounted
  readonly start: Cursor | undefined
  readonly rows: number
  /** What else must be true of a device `d`. */
  readonly also?: Condition | undefined
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What lies beyond everything in a list by last contact. */
export function endByLastSeen({ descending }: DeviceOrder): Last {
  const [key, id] = descending ? ['-infinity', FIRST_ID] : ['infinity', LAST_ID]
  return { key: sql`${key}::timestamptz`, id: sql`${id}::uuid` }
}

function compared(order: DeviceOrder, key: RawBuilder<unknown>, id: RawBuilder<unknown>, orEqual = false) {
  const sign = sql.raw(`${order.descending ? '<' : '>'}${orEqual ? '=' : ''}`)
  return (other: RawBuilder<unknown>) => sql<SqlBool>`(${key}, ${id}) ${sign} (${other})`
}

/** The rows after a cursor, in the order of the list (a row comparison, so that the index can begin there). */
function after(order: DeviceOrder, cursor: Cursor | undefined, key: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  if (!cursor) return sql<SqlBool>`true`
  const value = order.column === 'lastSeen' ? sql`${cursor.value}::timestamptz` : sql`${cursor.value}`
  return compared(order, key, id)(sql`${value}, ${cursor.id}::uuid`)
}

/** The last row that is wanted, by what it is sorted by. */
export type Last = Readonly<Record<'key' | 'id', RawBuilder<unknown>>>

/** The rows up to the last one, itself included. */
function upTo(order: DeviceOrder, last: Last, key: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  return compared({ ...order, descending: !order.descending }, key, id, true)(sql`${last.key}, ${last.id}`)
}

export function inOrder(order: DeviceOrder, value: RawBuilder<unknown>, id: RawBuilder<unknown>) {
  return order.descending ? sql`${value} DESC, ${id} DESC` : sql`${value}, ${id}`
}

/**
 * Finds all the devices that are wanted, then sorts them. Answers tables for a WITH: `page` has ids with their `sort_key`.
 * `from` has `devicesAmong` and ends in a condition. Which devices they are is settled by an index alone, before any of
 * them is looked at for what it is sorted by, unless they were looked at already.
 */
export function foundAndSorted(from: RawBuilder<unknown>, wanted: Wanted): RawBuilder<unknown> {
  return sortedPage(wanted, sql`(${foundIn(from, wanted)} OFFSET 0) AS wanted`)
}

/** The same unless they are more than `few`: a table `wanted` tells how many they are, up to one more than that. */
export function fewFoundAndSorted(from: RawBuilder<unknown>, wanted: Wanted, few: number): RawBuilder<unknown> {
  return sql`wanted AS MATERIALIZED (${foundIn(from, wanted)} LIMIT ${few + 1}),
    ${sortedPage(wanted, sql`wanted WHERE (SELECT count(*) FROM wanted) <= ${few}`)}`
}

const isSortedByFound = ({ filters, narrowed }: Wanted) => {
  const { column } = orderOf(filters.sort)
  return isInIndexes(column) || (narrowed.found !== undefined && column !== 'lastSeen')
}

function foundIn(from: RawBuilder<unknown>, wanted: Wanted) {
  const { filters, narrowed, also } = wanted
  const key = isSortedByFound(wanted) ? sql`, ${sortExpression(orderOf(filters.sort))} AS sort_key` : sql``
  return sql`SELECT d.id${key} FROM ${from} AND ${beyondSearch(filters, narrowed)} AND ${also ?? sql`true`}`
}

function sortedPage(wanted: Wanted, found: RawBuilder<unknown>) {
  const { filters, start, rows } = wanted
  const order = orderOf(filters.sort)
  const table = order.column === 'lastSeen' ? sql`device_statuses s WHERE s.device_id` : sql`devices d WHERE d.id`
  const key = isSortedByFound(wanted)
    ? sql`wanted.sort_key`
    : sql`(SELECT ${sortExpression(order)} FROM ${table} = wanted.id) AS sort_key`
  return sql`page AS MATERIALIZED (
      SELECT id, sort_key FROM (SELECT wanted.id, ${key} FROM ${found} OFFSET 0) AS found
       WHERE ${after(order, start, sql`sort_key`, sql`id`)} ORDER BY ${inOrder(order, sql`sort_key`, sql`id`)} LIMIT ${rows})`
}

/**
 * What a summary is read from, for the ids of a `page`. OFFSET 0: one row after the other by its id, because the planner
 * takes every organization for one of average size, and where that is small it would read all of a large one.
 */
export const aboutPage = sql`LEFT JOIN LATERAL (SELECT * FROM devices WHERE devices.id = page.id OFFSET 0) AS d ON true
  LEFT JOIN LATERAL (SELECT * FROM device_statuses WHERE device_id = d.id OFFSET 0) AS s ON true
  LEFT JOIN LATERAL (SELECT * FROM rooms WHERE rooms.id = d.room_id OFFSET 0) AS r ON true`

/** The same with one row at least, which has `found`: how many are `wanted`. */
export const pageAndFound = sql`(SELECT count(*)::int AS found FROM wanted) AS counted LEFT JOIN page ON true`

/** Reads devices of the organization in their order, passing over others: ids with their `sort_key`. */
export function readInOrder(
  organization: RawBuilder<unknown>,
  { filters, narrowed, start, rows, also }: Wanted,
  last?: Last,
) {
  const order = orderOf(filters.sort)
  const key = sortExpression(order)
  return sql`SELECT d.id, ${key} AS sort_key FROM devices d WHERE d.organization_id = ${organization}
      AND ${allOf([
        ...conditionOnSorted(filters, order.column),
        inPassing(allOf([deviceConditions(filters, narrowed), ...(also ? [also] : [])])),
        after(order, start, key, sql`d.id`),
        ...(last ? [upTo(order, last, key, sql`d.id`)] : []),
      ])}
    ORDER BY ${inOrder(order, key, sql`d.id`)} LIMIT ${rows}`
}

/** Up to a last one that was never heard of there are only others of those, and they are sorted by their ids. */
const neverHeardOf = ({ key, id }: Last) =>
  sql<SqlBool>`d.id <= CASE WHEN ${key} = '-infinity' THEN ${id} ELSE ${LAST_ID}::uuid END`

/**
 * The same by last contact, for devices with one kind of contact in some tabs: statuses have the order, and devices all
 * the rest. Unless some are known (`begun`) and where none in these tabs is wanted, none is looked at in this order, which
 * could take long.
 */
export function readByLastSeen(
  { organization, contact, tabs }: Readonly<Record<'organization' | 'contact' | 'tabs', RawBuilder<unknown>>>,
  { filters, narrowed, start, rows, also }: Wanted,
  { begun, last }: { readonly begun: boolean; readonly last?: Last },
) {
  const order = orderOf(filters.sort)
  const key = sortExpression(order)
  const rest = [...conditionsBesideTab(filters, narrowed), ...(also ? [also] : [])]
  const wanted = inPassing(allOf(rest))
  const before = last && !order.descending ? neverHeardOf(last) : sql<SqlBool>`true`
  // Sorted, so that it is looked for in the index of tabs.
  const some = sql<SqlBool>`(SELECT true FROM devices d
    WHERE d.organization_id = ${organization} AND d.tab = ANY (${tabs}) AND ${before} AND ${wanted} ORDER BY d.tab, d.id LIMIT 1)`
  // OFFSET 0: one status after the other, in their order, until there are enough.
  const device = sql`CROSS JOIN LATERAL (SELECT FROM devices d
    WHERE d.organization_id = s.organization_id AND d.tab = s.tab AND d.id = s.device_id AND ${wanted} OFFSET 0) AS d`
  return sql`SELECT s.device_id AS id, ${key} AS sort_key FROM device_statuses s ${rest.length ? device : sql``}
    WHERE s.organization_id = ${organization} AND s.contact = ${contact} AND s.tab = ANY (${tabs})
      AND ${allOf([
        ...(begun ? [] : [some]),
        after(order, start, key, sql`s.device_id`),
        ...(last ? [upTo(order, last, key, sql`s.device_id`)] : []),
      ])}
    ORDER BY ${inOrder(order, key, sql`s.device_id`)} LIMIT ${rows}`
}
