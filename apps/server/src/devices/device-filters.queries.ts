import type { DeviceListQuery } from '@maestro/contract'
import { type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { containing } from '../platform/http/search.js'
import { tabsOf } from './device-tabs.js'

/** The filters of a device list: what the list, its count and its export have in common. */
export type DeviceFilters = Omit<DeviceListQuery, 'cursor' | 'limit'>

export type Condition = RawBuilder<SqlBool>

/** What was looked up before the list is read. */
export type Narrowed = {
  /** The places that the filter names, and all below them. */
  readonly places?: readonly string[] | undefined
  /** The devices that a search found, when they are few. */
  readonly found?: readonly string[] | undefined
}

export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length ? sql<SqlBool>`${sql.join(conditions, sql` AND `)}` : sql<SqlBool>`true`
}

/** Conditions of the filters, for a query whose devices are called `d`; the organization is the caller's to name. */
export function deviceConditions(filters: DeviceFilters, narrowed: Narrowed): Condition {
  return allOf([tabCondition(filters), ...conditionsBesideTab(filters, narrowed)])
}

function tabCondition({ state }: DeviceFilters): Condition {
  if (state === 'all') return sql<SqlBool>`d.tab <> 'retired'`
  return sql<SqlBool>`d.tab = ANY (${tabsOf(state)})`
}

export function conditionsBesideTab(filters: DeviceFilters, { places, found }: Narrowed): Condition[] {
  return [
    ...(filters.state === 'drift' ? [sql<SqlBool>`d.drift > 0`] : []),
    ...(filters.model?.length ? [sql<SqlBool>`d.model_key = ANY (${filters.model})`] : []),
    ...(filters.firmware?.length ? [withFirmware(filters.firmware)] : []),
    ...(filters.registration?.length ? [sql<SqlBool>`d.registration_mode = ANY (${filters.registration})`] : []),
    ...(filters.configuration?.length ? [sql<SqlBool>`d.configuration_state = ANY (${filters.configuration})`] : []),
    // The first half is for the index of the few devices that have any.
    ...(filters.feature?.length ? [sql<SqlBool>`d.features <> '{}' AND d.features && ${filters.feature}::text[]`] : []),
    ...(filters.room?.length ? [sql<SqlBool>`d.room_id = ANY (${onlyIds(filters.room)}::uuid[])`] : []),
    ...(places ? [sql<SqlBool>`d.location_id = ANY (${places}::uuid[])`] : []),
    ...(found ? [sql<SqlBool>`d.id = ANY (${found}::uuid[])`] : searchCondition(filters)),
  ]
}

/** A firmware version as lists are sorted by it. */
export const firmwareOrNone = sql<string>`CASE WHEN d.firmware_version IS NULL THEN '' ELSE d.firmware_version END`

/** In the words of the index; what has no firmware has none that could be asked for. */
function withFirmware(versions: readonly string[]): Condition {
  return sql<SqlBool>`d.firmware_version IS NOT NULL AND ${firmwareOrNone} = ANY (${versions})`
}

/** The filter that a list sorted by the same column can begin with. */
export function conditionOnSorted(filters: DeviceFilters, column: string): Condition[] {
  if (column === 'model' && filters.model?.length) return [sql<SqlBool>`d.model_key = ANY (${filters.model})`]
  if (column === 'firmware' && filters.firmware?.length) return [withFirmware(filters.firmware)]
  return []
}

/**
 * The same condition as something that no index answers and no statistics know: a list that is read in its order
 * until a page is full must not become a search for all who pass.
 */
export function inPassing(condition: Condition): Condition {
  return sql<SqlBool>`CASE WHEN ${condition} THEN true ELSE false END`
}

/** What is no id at all names nothing that could be found. */
export function onlyIds(texts: readonly string[]): string[] {
  return texts.filter((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
}

const isNothing = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)

/** True when nothing is filtered but the state: then counters know how many there are. */
export function isTab({ sort: _, state: __, search, ...rest }: DeviceFilters): boolean {
  return !searchPattern({ search }) && Object.values(rest).every(isNothing)
}

/** True when there is a search among all devices that are not retired, and nothing else. */
export function isSearchOnly({ search, ...rest }: DeviceFilters): boolean {
  return rest.state === 'all' && searchPattern({ search }) !== undefined && isTab(rest)
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

/** Looks at the words of one device after the other: for what is found often, and soon. */
function searchCondition(filters: DeviceFilters): Condition[] {
  const pattern = searchPattern(filters)
  if (!pattern) return []
  return [sql<SqlBool>`(SELECT w.text LIKE ${pattern} FROM device_search_texts w WHERE w.device_id = d.id)`]
}
