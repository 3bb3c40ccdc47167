import { buildActivation, buildDevice, buildLocation, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let viewer: Visitor
let roomId: string
let siteId: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  viewer = await api.signedIn('viewer', organizationId)
  siteId = await buildLocation(api.owner, { organizationId, name: 'Kiel' })
  const floorId = await buildLocation(api.owner, { organizationId, kind: 'floor', parentId: siteId })
  roomId = await buildRoom(api.owner, { organizationId, locationId: floorId })
  const base = { organizationId, firmware: '4.4' }
  const seen = (day: number) => new Date(Date.UTC(2026, 2, day))
  await buildDevice(api.owner, { ...base, name: 'Österreich 1', serial: 'SL-A1', lastSeenAt: seen(5), roomId })
  await buildDevice(api.owner, { ...base, name: 'Berlin 2', serial: 'SL-B2', lastSeenAt: seen(6), assetTag: 'K_7' })
  await buildDevice(api.owner, {
    ...base,
    name: 'Chemnitz 3',
    serial: 'SL-C3',
    connection: 'offline',
    lastSeenAt: seen(2),
  })
  const licensed = await buildDevice(api.owner, {
    ...base,
    name: 'Dresden 4',
    serial: 'SL-D4',
    connection: 'offline',
    lastSeenAt: seen(3),
  })
  for (let n = 5; n < 15; n++)
    await buildDevice(api.owner, { ...base, name: `Essen ${n}`, serial: `SL-E${n}`, lastSeenAt: seen(n) })
  const poolId = await buildPool(api.owner, { organizationId })
  await buildActivation(api.owner, { organizationId, deviceId: licensed, poolId })
  const other = await buildOrganization(api.owner)
  await buildDevice(api.owner, { organizationId: other.id, name: 'Berlin strange' })
})
afterAll(() => api.close())

const list = async (query: string) => {
  const { status, body } = await viewer.get(`/organizations/${organizationId}/devices?${query}`)
  expect(status).toBe(200)
  return { ...body, names: body.items.map((item: { name: string }) => item.name) }
}

it('finds letters anywhere in name, serial or asset tag, large or small, taken literally', async () => {
  expect(await list('search=ÖSTERR')).toMatchObject({ names: ['Österreich 1'], total: { count: 1, more: false } })
  expect((await list('search=sl-b2')).names).toEqual(['Berlin 2'])
  expect((await list('search=erlin')).names).toEqual(['Berlin 2'])
  expect((await list('search=k_7')).names).toEqual(['Berlin 2'])
  expect((await list('search=k%257')).names).toEqual([])
})

it('finds beginnings of words by one or two letters', async () => {
  expect((await list('search=be')).names).toEqual(['Berlin 2'])
  expect((await list('search=in')).names).toEqual([])
})

it('finds a device by its new name, and no longer by its old one', async () => {
  await api.owner.query("UPDATE devices SET name = 'Bremen 2' WHERE serial = 'SL-B2'")
  expect((await list('search=bremen')).names).toEqual(['Bremen 2'])
  expect((await list('search=berlin')).names).toEqual([])
})

it('finds devices that drifted, however it is sorted, and counts them', async () => {
  expect(await list('state=drift')).toMatchObject({ names: [], total: { count: 0, more: false } })
  await api.owner.query(
    `INSERT INTO configuration_drifts (device_id, key, organization_id, wanted, reported, cause)
     SELECT id, 'ui.theme', organization_id, '"Night"', '"Light"', 'changed-on-device' FROM devices WHERE serial IN ('SL-C3', 'SL-E7')`,
  )
  for (const sort of ['name', 'lastSeen'])
    expect((await list(`state=drift&sort=-${sort}`)).names.sort()).toEqual(['Chemnitz 3', 'Essen 7'])
  expect((await list('state=drift')).total).toEqual({ count: 2, more: false })
  expect((await list('state=drift&search=ess')).names).toEqual(['Essen 7'])
  const { body } = await viewer.get(`/organizations/${organizationId}/devices/facets`)
  expect(body.counts).toMatchObject({ drift: 2 })
})

it('sorts the few in one state by last contact, in both directions and page by page', async () => {
  expect((await list('state=offline&sort=lastSeen')).names).toEqual(['Chemnitz 3', 'Dresden 4'])
  const first = await list('state=offline&sort=-lastSeen&limit=1')
  expect(first.names).toEqual(['Dresden 4'])
  const second = await list(`state=offline&sort=-lastSeen&limit=1&cursor=${first.nextCursor}`)
  expect(second).toMatchObject({ names: ['Chemnitz 3'], nextCursor: null })
})

it('filters by licence, by room, and by place with all that is in it', async () => {
  expect(await list('feature=dual-screen')).toMatchObject({ names: ['Dresden 4'], total: { count: 1 } })
  expect((await list(`room=${roomId}`)).names).toEqual(['Österreich 1'])
  expect(await list(`location=${siteId}`)).toMatchObject({ names: ['Österreich 1'], total: { count: 1 } })
  expect((await list('room=nonsense')).names).toEqual([])
  expect((await list('location=nonsense')).names).toEqual([])
})

it('counts and shows what there is now, also where there were many a moment ago', async () => {
  await api.owner.query(
    `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, state, connection, management, firmware_version)
      SELECT uuidv7(), $1, 'StarLeaf', 'SL-M' || n, 'gtm-5140', 'Many ' || lpad(n::text, 3, '0'), 'active', 'online', 'linked',
        CASE WHEN n <= 100 THEN '9.1' ELSE '9.0' END FROM generate_series(1, 300) AS n`,
    [organizationId],
  )
  const wanted = 'firmware=9.1&sort=name&limit=5'
  const [first, again] = [await list(wanted), await list(wanted)]
  expect(first.total).toEqual({ count: 100, more: false })
  expect(again).toEqual(first)
  expect((await list(`${wanted}&cursor=${first.nextCursor}`)).names[0]).toBe('Many 006')
  await api.owner.query(
    "UPDATE devices SET firmware_version = '9.0' WHERE firmware_version = '9.1' AND name > 'Many 003'",
  )
  for (let turn = 0; turn < 2; turn++)
    expect(await list(wanted)).toMatchObject({
      names: ['Many 001', 'Many 002', 'Many 003'],
      total: { count: 3, more: false },
      nextCursor: null,
    })
})
