import { inOrganization, openDatabase, type RawBuilder, sql } from '@maestro/database'
import { buildOrganization, freshDatabase } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceFilters } from './device-filters.queries.js'
import {
  aboutPage,
  COUNTED_AT_MOST,
  devicesAmong,
  fewFor,
  fewFoundAndSorted,
  pageAndFound,
  readInOrder,
  summaryColumns,
  type Wanted,
} from './device-list.queries.js'
import { mergedPage, pageByLastSeen } from './merge-lists.queries.js'

const wantedBy = (sort: DeviceFilters['sort'], more: Partial<Wanted> = {}, search?: string): Wanted => ({
  filters: { state: 'all', sort, search } as DeviceFilters,
  narrowed: {},
  start: undefined,
  rows: 51,
  ...more,
})

describe('how many devices are few', () => {
  it.each(['name', '-serial', 'lastSeen'] as const)('grows with the root of all devices by %s', (sort) => {
    const few = (devices: number) => fewFor(wantedBy(sort), 'own', devices)
    expect(few(400_000) / few(100_000)).toBeCloseTo(2, 1)
    expect(few(1_000_000)).toBeLessThan(COUNTED_AT_MOST)
    expect(few(1_000_000_000)).toBe(COUNTED_AT_MOST)
  })

  it('are more where more is passed over: by last contact, and across organizations', () => {
    const byName = fewFor(wantedBy('name'), 'own', 100_000)
    expect(fewFor(wantedBy('lastSeen'), 'own', 100_000)).toBeGreaterThan(byName)
    expect(fewFor(wantedBy('name'), 'across', 100_000)).toBeGreaterThan(byName)
  })

  it.each(['model', '-firmware'] as const)(
    'are as many as are counted by %s, unless their words are searched',
    (sort) => {
      const filters = { state: 'all', sort, model: ['gtm-5250'] } as DeviceFilters
      expect(fewFor(wantedBy(sort, { filters }), 'own', 10_000)).toBe(COUNTED_AT_MOST)
      expect(fewFor(wantedBy(sort, {}, 'orion'), 'own', 10_000)).toBe(fewFor(wantedBy('name'), 'own', 10_000))
    },
  )

  it('are a share of all devices where counters know how many there are, up to what is found in time', () => {
    const few = (devices: number) => fewFor(wantedBy('firmware'), 'across', devices)
    expect([few(8_000), few(1_000_000_000)]).toEqual([1_000, 50_000])
  })

  it('are a thousand at least by last contact in one organization, which takes longer to plan than to find', () => {
    expect(fewFor(wantedBy('lastSeen'), 'own', 4_500)).toBe(1_000)
    expect(fewFor(wantedBy('lastSeen'), 'across', 4_500)).toBeLessThan(1_000)
  })

  it('are all that a search found few of', () => {
    expect(fewFor(wantedBy('name', { narrowed: { found: [] } }, 'orion'), 'own', 100)).toBe(COUNTED_AT_MOST)
  })
})

describe('in an organization far larger than the average', () => {
  const LARGE = 3_000
  const RECORDED = 500
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let opened: ReturnType<typeof openDatabase>
  let organizationId = ''
  let ids: string[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    const owner = database.connect()
    organizationId = (await buildOrganization(owner)).id
    await owner.query(`INSERT INTO organizations (id, kind, name, slug)
      SELECT uuidv7(), 'customer', 'Small ' || n, 'small-' || n FROM generate_series(1, 60) AS n`)
    await owner.query(
      `INSERT INTO rooms (id, organization_id, name) SELECT uuidv7(), $1, 'Room ' || n FROM generate_series(1, ${LARGE}) AS n`,
      [organizationId],
    )
    await owner.query(
      `INSERT INTO devices (id, organization_id, room_id, vendor, serial, model_key, name, state, connection, management)
        SELECT uuidv7(), o.id, r.id, 'StarLeaf', 'SL' || o.slug || '-' || n, 'gtm-5140', 'Device ' || n, 'active', 'online', 'linked'
          FROM organizations o CROSS JOIN generate_series(1, ${LARGE}) AS n
          LEFT JOIN rooms r ON r.organization_id = o.id AND r.name = 'Room ' || n WHERE o.id = $1 OR n <= 3`,
      [organizationId],
    )
    await owner.query(`UPDATE device_statuses SET last_seen_at = now() - random() * interval '1 minute'`)
    for (const [kind, count, state, connection] of [
      ['Spare', 60, 'staged', 'never'],
      ['Phone', RECORDED, 'active', 'recorded'],
    ])
      await owner.query(
        `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, state, connection, management)
          SELECT uuidv7(), $1, 'StarLeaf', $2 || n, CASE $2 WHEN 'Spare' THEN 'gt-mini' ELSE 'phone-2105' END, $2 || ' ' || n, $4, $5,
            CASE $5 WHEN 'recorded' THEN 'recorded' ELSE 'linked' END FROM generate_series(1, $3::int) AS n`,
        [organizationId, kind, count, state, connection],
      )
    await owner.query('VACUUM (ANALYZE)')
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM devices WHERE organization_id = $1 ORDER BY name LIMIT 51',
      [organizationId],
    )
    ids = rows.map(({ id }) => id)
    await owner.end()
    opened = openDatabase(database.urlFor('maestro_app'), 1)
  })
  afterAll(async () => {
    await opened.close()
    await database.drop()
  })

  type Node = Readonly<Record<string, unknown>> & { readonly Plans?: readonly Node[] }
  const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

  /** How many rows, or entries of an index, are looked at in each table. */
  async function lookedAt(query: RawBuilder<unknown>): Promise<Readonly<Record<string, number>>> {
    const { rows } = await inOrganization({ organizationId, actor: 'system:test' }, () =>
      sql<{ 'QUERY PLAN': [{ Plan: Node }] }>`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`.execute(opened.kysely),
    )
    const sums: Record<string, number> = {}
    for (const node of rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan))) {
      const table = node['Relation Name']
      if (typeof table !== 'string') continue
      const each = ['Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Index Recheck'].map((name) =>
        Number(node[name] ?? 0),
      )
      sums[table] = Math.round((sums[table] ?? 0) + each.reduce((a, b) => a + b) * Number(node['Actual Loops']))
    }
    return sums
  }

  it('what a page shows is read for the devices on it alone', async () => {
    const page = sql`page AS MATERIALIZED (${readInOrder(sql`${organizationId}::uuid`, wantedBy('name'))})`
    const only = await lookedAt(sql`WITH ${page} SELECT count(*) FROM page`)
    const sums = await lookedAt(sql`WITH ${page} SELECT ${summaryColumns} FROM page ${aboutPage}`)
    expect((sums['devices'] ?? 0) - (only['devices'] ?? 0)).toBe(ids.length)
    expect(sums).toMatchObject({ device_statuses: ids.length, rooms: ids.length })
  })

  it.each(['name', 'firmware', 'lastSeen'] as const)('what a search found is read alone, by %s', async (sort) => {
    const wanted = wantedBy(sort, { narrowed: { found: ids } })
    const from = sql`${devicesAmong(wanted.narrowed)} WHERE d.organization_id = ${organizationId}::uuid`
    const sums = await lookedAt(
      sql`WITH ${fewFoundAndSorted(from, wanted, 100)} SELECT found, ${summaryColumns} FROM ${pageAndFound} ${aboutPage}`,
    )
    expect(sums['devices']).toBe(2 * ids.length)
    expect(sums['device_statuses']).toBe((sort === 'lastSeen' ? 2 : 1) * ids.length)
  })

  it('by last contact nothing is read of kinds of contact that lie beyond the end of the page', async () => {
    const wanted = wantedBy('-lastSeen')
    const own = await lookedAt(
      sql`WITH ${pageByLastSeen(sql`${organizationId}::uuid`, wanted)} SELECT count(*) FROM page`,
    )
    expect(own['device_statuses']).toBe(wanted.rows)
  })

  it.each(['an organization', 'many'])(
    'of %s, nothing is looked for among what was never heard of either, but later',
    async (whose) => {
      const filters = { state: 'all', sort: 'lastSeen', model: ['gt-mini'] } as DeviceFilters
      const wanted = wantedBy('lastSeen', { filters })
      const page =
        whose === 'many'
          ? mergedPage(
              {
                from: sql`(SELECT id AS organization_id, NULL::uuid[] AS places FROM organizations)`,
                organizations: 1,
              },
              wanted,
            )
          : pageByLastSeen(sql`${organizationId}::uuid`, wanted)
      const sums = await lookedAt(sql`WITH ${page} SELECT count(*) FROM page`)
      expect(sums['devices']).toBeGreaterThanOrEqual(wanted.rows)
      expect(sums['devices']).toBeLessThan(RECORDED)
    },
  )
})
