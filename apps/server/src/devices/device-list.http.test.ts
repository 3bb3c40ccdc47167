import { buildActivation, buildDevice, buildLocation, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

const DEVICES = 60
const models = ['gtm-5140', 'gtm-5250', 'gt-mini'] as const
const firmwares = ['5.9.0', '5.10.0', undefined] as const
const connections = ['online', 'offline', 'unknown'] as const

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}/devices`
  for (let made = 0; made < DEVICES; made += 1) await buildOne(made)
  const stranger = (await buildOrganization(api.owner)).id
  for (let made = 0; made < 5; made += 1) await buildDevice(api.owner, { organizationId: stranger })
})
afterAll(() => api.close())

function buildOne(made: number): Promise<string> {
  const firmware = firmwares[made % 3]
  return buildDevice(api.owner, {
    organizationId,
    name: `Raum ${made % 7} Gerät ${made}`,
    serial: `LIST${String((made * 37) % DEVICES).padStart(3, '0')}`,
    model: models[made % 3] ?? 'gtm-5140',
    connection: connections[made % 3] ?? 'online',
    lastSeenAt: new Date(Date.UTC(2026, 0, 1 + (made % 11))),
    ...(firmware ? { firmware } : {}),
  })
}

type Row = {
  id: string
  name: string
  serial: string
  modelKey: string
  firmwareVersion: string | null
  lastSeenAt: string
}

async function wholeList(query: string, meanwhile: (page: number) => Promise<void> = async () => {}): Promise<Row[]> {
  const rows: Row[] = []
  let cursor = ''
  for (let page = 0; page < 100; page += 1) {
    const { status, body } = await admin.get(`${path}?limit=7${query}${cursor && `&cursor=${cursor}`}`)
    expect(status).toBe(200)
    rows.push(...body.items)
    if (!body.nextCursor) return rows
    cursor = body.nextCursor
    await meanwhile(page)
  }
  throw new Error('The list does not end.')
}

describe('a list', () => {
  const readers: Record<string, (row: Row) => string> = {
    name: (row) => row.name,
    serial: (row) => row.serial,
    model: (row) => row.modelKey,
    firmware: (row) => row.firmwareVersion ?? '',
    lastSeen: (row) => row.lastSeenAt,
  }

  it.each(Object.keys(readers).flatMap((sort) => [sort, `-${sort}`]))(
    'sorted by %s holds every device once, in order',
    async (sort) => {
      const rows = await wholeList(`&sort=${sort}`)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(DEVICES)
      expect(rows).toHaveLength(DEVICES)
      const values = rows.map((row) => readers[sort.replace('-', '')]?.(row) ?? '')
      const order = new Intl.Collator('und')
      const sorted = sort.includes('name') ? [...values].sort(order.compare) : [...values].sort()
      expect(values).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted)
    },
  )

  it('shows what stays once and only once, while others come and go', async () => {
    const before = await wholeList('')
    const made: string[] = []
    const rows = await wholeList('', async (page) => {
      made.push(await buildDevice(api.owner, { organizationId, name: `Raum ${page}` }))
      await api.owner.query('UPDATE devices SET in_call = NOT in_call WHERE organization_id = $1', [organizationId])
    })
    await api.owner.query('UPDATE devices SET in_call = false WHERE organization_id = $1', [organizationId])
    const stayed = rows.map(({ id }) => id).filter((id) => !made.includes(id))
    expect(stayed).toEqual(before.map(({ id }) => id))
    await api.owner.query('DELETE FROM devices WHERE id = ANY ($1)', [made])
  })

  it('refuses the cursor of another filter or order', async () => {
    const { nextCursor } = (await admin.get(`${path}?limit=5&model=gtm-5140`)).body
    for (const other of ['model=gtm-5250', 'model=gtm-5140&sort=-name', 'model=gtm-5140&search=Raum', '']) {
      const { status, body } = await admin.get(`${path}?limit=5&${other}&cursor=${nextCursor}`)
      expect([status, body.code]).toEqual([400, 'request.cursor-invalid'])
    }
    expect((await admin.get(`${path}?limit=9&model=gtm-5140&cursor=${nextCursor}`)).status).toBe(200)
  })

  it('is narrowed by every filter, and counts what it found', async () => {
    const locationId = await buildLocation(api.owner, { organizationId })
    const floor = await buildLocation(api.owner, { organizationId, parentId: locationId, kind: 'floor' })
    const roomId = await buildRoom(api.owner, { organizationId, locationId: floor })
    const id = await buildDevice(api.owner, {
      organizationId,
      roomId,
      name: '50% of_it',
      registration: { mode: 'direct' },
    })
    const poolId = await buildPool(api.owner, { organizationId })
    await buildActivation(api.owner, { organizationId, deviceId: id, poolId })
    for (const filter of [
      `room=${roomId}`,
      `location=${locationId}`,
      'registration=direct',
      'feature=dual-screen',
      'search=50%25%20of_',
    ]) {
      const { body } = await admin.get(`${path}?${filter}`)
      expect(body).toMatchObject({ items: [{ id }], total: { count: 1, more: false } })
    }
    const { body } = await admin.get(`${path}?model=gtm-5250&firmware=5.10.0&state=offline`)
    expect(body.total).toEqual({ count: 20, more: false })
    await api.owner.query('DELETE FROM activations WHERE device_id = $1', [id])
    await api.owner.query('DELETE FROM devices WHERE id = $1', [id])
  })
})

describe('counts on tabs and in filters', () => {
  it('are what counting finds, after many changes at once', async () => {
    const ids = (await wholeList('')).map(({ id }) => id)
    const changes = ids.flatMap((id, index) => [
      api.owner.query('UPDATE devices SET connection = $2, in_call = $3, problems = $4 WHERE id = $1', [
        id,
        connections[(index * 7) % 3],
        index % 5 === 0,
        index % 4 === 0 ? ['camera-missing'] : [],
      ]),
      index % 6 === 0
        ? retire(id)
        : api.owner.query('UPDATE devices SET firmware_version = $2 WHERE id = $1', [id, `6.${index % 3}`]),
      buildDevice(
        api.owner,
        index % 2
          ? { organizationId, model: 'phone-2105', management: 'recorded' }
          : { organizationId, state: 'staged', connection: 'never' },
      ),
    ])
    await Promise.all(changes)
    const { body } = await admin.get(`${path}/facets`)
    const counted = await api.owner.query(
      `SELECT count(*) FILTER (WHERE state <> 'retired')::int AS all, count(*) FILTER (WHERE state = 'retired')::int AS retired,
        count(*) FILTER (WHERE state = 'active' AND connection = 'online')::int AS online,
        count(*) FILTER (WHERE state = 'active' AND connection IN ('offline', 'unknown'))::int AS offline,
        count(*) FILTER (WHERE state = 'active' AND connection = 'online' AND in_call)::int AS "inCall",
        count(*) FILTER (WHERE state <> 'retired' AND attention)::int AS attention,
        count(*) FILTER (WHERE state = 'staged')::int AS staged,
        count(*) FILTER (WHERE state <> 'retired' AND connection = 'recorded')::int AS recorded
       FROM devices WHERE organization_id = $1`,
      [organizationId],
    )
    expect(body.counts).toEqual(counted.rows[0])
    expect(body.counts.retired).toBeGreaterThan(5)
    for (const [facet, column] of [
      ['models', 'model_key'],
      ['firmware', 'firmware_version'],
    ] as const) {
      const { rows } = await api.owner.query(
        `SELECT ${column} AS value, count(*)::int AS devices FROM devices WHERE organization_id = $1 AND state <> 'retired' AND ${column} IS NOT NULL GROUP BY 1`,
        [organizationId],
      )
      expect(new Set(body[facet].map((one: object) => JSON.stringify(one)))).toEqual(
        new Set(rows.map((one) => JSON.stringify(one))),
      )
    }
    for (const state of ['all', 'online', 'offline', 'in-call', 'attention', 'staged', 'recorded', 'retired']) {
      const { total } = (await admin.get(`${path}?state=${state}`)).body
      expect(total.count).toBe(body.counts[state === 'in-call' ? 'inCall' : state])
      expect(await wholeList(`&state=${state}`)).toHaveLength(total.count)
    }
  })

  async function retire(id: string): Promise<void> {
    const answer = await admin.api('POST', `${path}/${id}/retire`, { cause: 'sold' }, { 'if-match': '*' })
    expect(answer.status).toBe(200)
  }
})
