import { type DB, type Kysely, sql } from '@maestro/database'
import { type DeviceFilters, type Narrowed, searchPattern } from './device-list.queries.js'

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
): Promise<Narrowed> {
  const pattern = searchPattern(filters)
  const [places, found] = await Promise.all([
    filters.location?.length ? placesBelow(kysely, filters.location) : undefined,
    pattern ? foundDevices(kysely, pattern, whose) : undefined,
  ])
  return { places, found }
}

/** The places and everything in them. */
export async function placesBelow(kysely: Kysely<DB>, places: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE places AS (
      SELECT l.id FROM locations l WHERE l.id::text = ANY (${places})
      UNION ALL SELECT l.id FROM locations l JOIN places p ON l.parent_id = p.id)
    SELECT id FROM places`.execute(kysely)
  return rows.map(({ id }) => id)
}

/** The devices with such words, unless they are many. */
async function foundDevices(
  kysely: Kysely<DB>,
  pattern: string,
  whose: SearchedDevices,
): Promise<string[] | undefined> {
  const { rows } = await sql<{
    id: string
  }>`SELECT id FROM ${searches[whose]}(${pattern}, ${FEW + 1}) AS found (id)`.execute(kysely)
  return rows.length > FEW ? undefined : rows.map(({ id }) => id)
}
