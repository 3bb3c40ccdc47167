import { type DB, type Kysely, type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { type DeviceFilters, isSearchOnly, onlyIds, searchPattern } from './device-filters.queries.js'
import { COUNTED_AT_MOST, type NarrowedAndCounted, type Total } from './device-list.queries.js'

/** More than these are found soon enough by going through the list. */
const FEW = 2_000

/** Whose devices are searched: those of the organization at work, or of all its customers. */
export type SearchedDevices = 'own' | 'across'

const searches = { own: sql.raw('system.search_devices'), across: sql.raw('system.search_devices_across') }

/** Looks up which places a filter means and which devices a search finds. */
export async function narrowDevices(
  kysely: Kysely<DB>,
  filters: DeviceFilters,
  whose: SearchedDevices,
): Promise<NarrowedAndCounted> {
  const pattern = searchPattern(filters)
  const [places, found] = await Promise.all([
    filters.location?.length ? placesBelow(kysely, filters.location) : undefined,
    pattern ? searchDevices(kysely, pattern, whose) : undefined,
  ])
  return { places, found: found?.ids, total: isSearchOnly(filters) ? found?.total : undefined }
}

/**
 * Of the devices that a search finds, those that are `wanted` among devices `d`; looks at no more than
 * 10,000.
 */
export async function countFound(
  kysely: Kysely<DB>,
  pattern: string,
  whose: SearchedDevices,
  wanted: RawBuilder<SqlBool>,
): Promise<Total> {
  const { rows } = await sql<{ found: number; wanted: number }>`
    SELECT count(*)::int AS found, count(*) FILTER (WHERE ${wanted})::int AS wanted
      FROM ${searches[whose]}(${pattern}, ${COUNTED_AT_MOST}) AS found JOIN devices d ON d.id = found.id`.execute(
    kysely,
  )
  const { found = 0, wanted: count = 0 } = rows[0] ?? {}
  return { count, more: found >= COUNTED_AT_MOST }
}

/** The places and everything in them. */
export async function placesBelow(kysely: Kysely<DB>, places: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE places AS (
      SELECT l.id FROM locations l WHERE l.id = ANY (${onlyIds(places)}::uuid[])
      UNION ALL SELECT l.id FROM locations l JOIN places p ON l.parent_id = p.id)
    SELECT id FROM places`.execute(kysely)
  return rows.map(({ id }) => id)
}

/** How many devices have such words and are not retired, and which devices have them at all unless they are many. */
async function searchDevices(
  kysely: Kysely<DB>,
  pattern: string,
  whose: SearchedDevices,
): Promise<{ total: Total; ids: string[] | undefined }> {
  const { rows } = await sql<{ ids: string[] | null; found: number; wanted: number }>`
    SELECT CASE WHEN count(*) <= ${FEW} THEN array_agg(id) END AS ids, count(*)::int AS found,
           (count(*) FILTER (WHERE NOT retired))::int AS wanted
      FROM ${searches[whose]}(${pattern}, ${COUNTED_AT_MOST + 1}) AS found`.execute(kysely)
  const { ids = null, found = 0, wanted = 0 } = rows[0] ?? {}
  return {
    total: { count: Math.min(wanted, COUNTED_AT_MOST), more: found > COUNTED_AT_MOST },
    ids: found > FEW ? undefined : (ids ?? []),
  }
}
