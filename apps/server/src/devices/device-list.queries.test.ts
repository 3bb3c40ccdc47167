import { openDatabase, type RawBuilder, sql } from '@maestro/database'
import {
  buildActivation,
  buildLocation,
  buildOrganization,
  buildPool,
  buildRoom,
  freshDatabase,
} from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cursor } from '../platform/http/page.js'
import type { DeviceFilters, Narrowed } from './device-filters.queries.js'
import { fewFoundAndSorted, foundAndSorted, orderOf, readInOrder, type Wanted } from './device-list.queries.js'
import { mergedPage, pageByLastSeen } from './merge-lists.queries.js'

const database = await freshDatabase()
const owner = database.connect()
const { kysely, close } = openDatabase(database.ownerUrl, 2)
const DEVICES = 240
const ROWS = 9

const organizations: string[] = []
const locations: string[] = []
let site = ''

/** Every n-th of `values`, so that each of them meets each of the others'. */
const nth = (values: string, step: number) => {
  const { length } = values.split(',')
  return `(ARRAY[${values}])[1 + (n / ${step}) % ${length}]`
}

beforeAll(async () => {
  for (let n = 0; n < 3; n++) organizations.push((await buildOrganization(owner)).id)
  const [organizationId = ''] = organizations
  site = await buildLocation(owner, { organizationId })
  for (let n = 0; n < 2; n++)
    locations.push(await buildLocation(owner, { organizationId, kind: 'floor', parentId: site }))
  const rooms = await Promise.all(locations.map((locationId) => buildRoom(owner, { organizationId, locationId })))
  await owner.query(
    `INSERT INTO devices (id, organization_id, room_id, vendor, serial, model_key, name, state, connection, management, in_call,
        firmware_version, problems, configuration_state)
      SELECT gen_random_uuid(), ($1::uuid[])[1 + n % 3], CASE WHEN n % 3 = 0 AND n % 4 = 0 THEN ($2::uuid[])[1 + n / 12 % 2] END, 'StarLeaf',
        'SL' || (n * 7919) % 1000 || '-' || n, ${nth(`'gtm-5140','gtm-5250'`, 3)}, ${nth(`'Aula','Berlin','Österreich','Zürich'`, 1)},
        state, connection, CASE connection WHEN 'recorded' THEN 'recorded' ELSE 'linked' END, n % 7 = 0,
        ${nth(`'4.1','4.2',NULL`, 2)}, ${nth(`'{}','{}','{camera-missing}'`, 5)}::text[], ${nth(`NULL,'confirmed','failed'`, 4)}
      FROM (SELECT n, ${nth(`'active','active','active','staged','retired'`, 1)} AS state,
              ${nth(`'online','offline','unknown','never','recorded'`, 5)} AS connection
            FROM generate_series(1, ${DEVICES}) AS n) AS x`,
    [organizations, rooms],
  )
  await owner.query(`UPDATE device_statuses s SET last_seen_at = timestamptz '2026-03-01' + (length(d.serial) * 7 % 5) * interval '1 day'
    FROM devices d WHERE d.id = s.device_id AND d.connection IN ('online', 'offline', 'unknown')`)
  const poolId = await buildPool(owner, { organizationId, units: 50 })
  const { rows } = await owner.query<{ id: string }>(
    "SELECT id FROM devices WHERE organization_id = $1 AND name = 'Berlin' AND state <> 'retired' LIMIT 9",
    [organizationId],
  )
  for (const { id } of rows) await buildActivation(owner, { organizationId, deviceId: id, poolId })
})
afterAll(async () => {
  await close()
  await owner.end()
  await database.drop()
})

/** What each filter means, said of the columns that people know. */
const lists: readonly [Partial<DeviceFilters>, string, (() => Narrowed)?][] = [
  [{}, `d.state <> 'retired'`],
  [{ state: 'online' }, `d.state = 'active' AND d.connection = 'online'`],
  [{ state: 'offline' }, `d.state = 'active' AND d.connection IN ('offline', 'unknown')`],
  [{ state: 'in-call' }, `d.state = 'active' AND d.connection = 'online' AND d.in_call`],
  [{ state: 'attention' }, `d.state <> 'retired' AND d.attention`],
  [{ state: 'staged' }, `d.state = 'staged'`],
  [{ state: 'recorded' }, `d.state <> 'retired' AND d.connection = 'recorded'`],
  [{ state: 'retired' }, `d.state = 'retired'`],
  [{ model: ['gtm-5250'] }, `d.state <> 'retired' AND d.model_key = 'gtm-5250'`],
  [{ firmware: ['4.2', ''] }, `d.state <> 'retired' AND d.firmware_version = '4.2'`],
  [
    { state: 'online', firmware: ['4.1'] },
    `d.state = 'active' AND d.connection = 'online' AND d.firmware_version = '4.1'`,
  ],
  [{ configuration: ['failed'] }, `d.state <> 'retired' AND d.configuration_state = 'failed'`],
  [{ feature: ['dual-screen'] }, `EXISTS (SELECT FROM activations a WHERE a.device_id = d.id)`],
  [{ search: 'ÖSTER' }, `d.state <> 'retired' AND d.name = 'Österreich'`],
  [
    { location: ['a site'] },
    `d.state <> 'retired' AND d.room_id IN (SELECT id FROM rooms WHERE location_id IS NOT NULL)`,
    () => ({ places: [site, ...locations] }),
  ],
]
const sorts = ['name', 'serial', 'model', 'firmware', 'lastSeen'].flatMap((sort) => [sort, `-${sort}`])
const keys: Readonly<Record<string, string>> = {
  name: 'd.name',
  serial: 'd.serial',
  model: 'd.model_key',
  firmware: `coalesce(d.firmware_version, '')`,
  lastSeen: `coalesce(s.last_seen_at, '-infinity')`,
}

async function expected(filter: string, sort: string, within: readonly string[]): Promise<string[]> {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC'
  const { rows } = await owner.query<{ id: string }>(
    `SELECT d.id FROM devices d JOIN device_statuses s ON s.device_id = d.id WHERE d.organization_id = ANY ($1) AND ${filter}
      ORDER BY ${keys[sort.replace('-', '')]} ${direction}, d.id ${direction}`,
    [within],
  )
  return rows.map(({ id }) => id)
}

type Way = (wanted: Wanted) => RawBuilder<unknown>

/** All pages of a list, one after the other. */
async function followed(way: Way, filters: DeviceFilters, narrowed: Narrowed): Promise<string[]> {
  const ids: string[] = []
  let start: Cursor | undefined
  for (;;) {
    const { rows } = await sql<{ id: string; value: string }>`
      WITH ${way({ filters, narrowed, start, rows: ROWS })} SELECT id, sort_key::text AS value FROM page`.execute(
      kysely,
    )
    ids.push(...rows.map(({ id }) => id))
    const last = rows.at(-1)
    if (!last || rows.length < ROWS) return ids
    start = last
  }
}

const ofFirst = () => sql`devices d WHERE d.organization_id = ${organizations[0]}::uuid`
const inOrganization: readonly [string, Way][] = [
  ['found and sorted', (wanted) => foundAndSorted(ofFirst(), wanted)],
  ['found and sorted where they are few', (wanted) => fewFoundAndSorted(ofFirst(), wanted, 1000)],
  [
    'read in order',
    (wanted) => {
      const organization = sql`${organizations[0]}::uuid`
      const byLastSeen = orderOf(wanted.filters.sort).column === 'lastSeen'
      return byLastSeen ? pageByLastSeen(organization, wanted) : sql`page AS (${readInOrder(organization, wanted)})`
    },
  ],
]
const across: readonly [string, Way][] = [
  ['found and sorted', (wanted) => foundAndSorted(sql`devices d WHERE true`, wanted)],
  ['found and sorted where they are few', (wanted) => fewFoundAndSorted(sql`devices d WHERE true`, wanted, 1000)],
  ...[1, 3, 1000].map((count): [string, Way] => [
    `merged as if of ${count}`,
    (wanted) => {
      const from = sql`(SELECT id AS organization_id, NULL::uuid[] AS places FROM organizations)`
      return mergedPage({ from, organizations: count }, wanted)
    },
  ]),
]

describe.each([
  ['an organization', inOrganization, () => organizations.slice(0, 1)],
  ['many organizations', across, () => organizations],
] as const)('the list of %s', (_, ways, within) => {
  it.each(ways)(
    '%s is whole and in order, page by page, for every filter and sorting',
    async (_name, way) => {
      for (const [filter, meaning, narrowed = () => ({})] of lists)
        for (const sort of sorts) {
          const filters = { state: 'all', sort, ...filter } as DeviceFilters
          const wanted = await expected(meaning, sort, within())
          expect(wanted.length, meaning).toBeGreaterThan(0)
          expect(await followed(way, filters, narrowed()), `${meaning}, ${sort}`).toEqual(wanted)
        }
    },
    60_000,
  )
})

describe('what lists go by', () => {
  const differing = async (what: string) => {
    const { rows } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM devices d
      JOIN device_statuses s ON s.device_id = d.id JOIN device_search_texts t ON t.device_id = d.id
      LEFT JOIN rooms r ON r.id = d.room_id WHERE ${what}`)
    return rows[0]?.n
  }
  const isApart = `s.tab <> d.tab OR t.retired <> (d.state = 'retired') OR d.location_id IS DISTINCT FROM r.location_id`

  it('follows the device', async () => {
    expect(await differing(isApart)).toBe(0)
    await owner.query(`UPDATE devices SET connection = 'offline' WHERE connection = 'online'`)
    await owner.query(`UPDATE devices SET state = 'retired', room_id = NULL WHERE name = 'Zürich'`)
    expect(await differing(isApart)).toBe(0)
    expect(await differing(`d.tab = 'offline!' AND s.contact <> 'silent'`)).toBe(0)
  })

  it('follows the room, to a device that comes into it and when it moves itself', async () => {
    const [organizationId = ''] = organizations
    const roomId = await buildRoom(owner, { organizationId, locationId: locations[0] ?? '' })
    await owner.query(`UPDATE devices SET room_id = $2 WHERE organization_id = $1 AND name = 'Aula'`, [
      organizationId,
      roomId,
    ])
    expect(await differing(`d.name = 'Aula' AND d.location_id = '${locations[0]}'`)).toBeGreaterThan(0)
    await owner.query('UPDATE rooms SET location_id = $2 WHERE id = $1', [roomId, locations[1]])
    expect(await differing(`d.room_id = '${roomId}' AND d.location_id <> '${locations[1]}'`)).toBe(0)
    expect(await differing(isApart)).toBe(0)
  })
})
