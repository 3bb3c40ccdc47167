import { type DB, type Kysely, type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { type DeviceFilters, type Narrowed, onlyIds, searchPattern } from './device-list.queries.js'

/** More than these are found soon enough by going through the list. */
const FEW = 2_000
const LOOKED_AT = 10_000

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
  const [places, found, licensed] = await Promise.all([
    filters.location?.length ? placesBelow(kysely, filters.location) : undefined,
    pattern ? foundDevices(kysely, pattern, whose) : undefined,
    filters.feature?.length ? licensedDevices(kysely, filters.feature) : undefined,
  ])
  return { places, found, licensed }
}

/**
 * Of the devices that a search finds, those that are `wanted` among devices `d`; looks at no more than
 * 10,000. `before` is a WITH that `wanted` needs.
 */
export async function countFound(
  kysely: Kysely<DB>,
  pattern: string,
  whose: SearchedDevices,
  wanted: RawBuilder<SqlBool>,
  before: RawBuilder<unknown> = sql``,
): Promise<{ count: number; more: boolean }> {
  const { rows } = await sql<{ found: number; wanted: number }>`
    ${before} SELECT count(*)::int AS found, count(*) FILTER (WHERE ${wanted})::int AS wanted
      FROM ${searches[whose]}(${pattern}, ${LOOKED_AT}) AS found (id) JOIN devices d ON d.id = found.id`.execute(kysely)
  const { found = 0, wanted: count = 0 } = rows[0] ?? {}
  return { count, more: found >= LOOKED_AT }
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

async function licensedDevices(kysely: Kysely<DB>, features: readonly string[]): Promise<string[] | 'many'> {
  const { rows } = await sql<{ id: string }>`
    SELECT device_id AS id FROM activations WHERE feature_key = ANY (${features}) LIMIT ${FEW + 1}`.execute(kysely)
  return rows.length > FEW ? 'many' : rows.map(({ id }) => id)
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
