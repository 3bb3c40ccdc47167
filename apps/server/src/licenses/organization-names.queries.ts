import type { Platform } from '../platform/platform.js'

/** Names by id, of organizations that this one has dealings with already. */
export async function organizationNames(
  platform: Platform,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await platform.database.pool.query(
    'SELECT c.id, c.name FROM unnest($1::uuid[]) AS wanted (id), LATERAL system.organization_card(wanted.id) AS c',
    [[...new Set(ids)]],
  )
  return new Map((rows as { id: string; name: string }[]).map(({ id, name }) => [id, name]))
}
