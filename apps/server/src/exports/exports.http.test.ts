import { buildActivation, buildDevice, buildLocation, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let auditor: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  auditor = await api.signedIn('auditor', organizationId)
  path = `/organizations/${organizationId}/devices/export.csv`
  const site = await buildLocation(api.owner, { organizationId, name: 'Kiel' })
  const floor = await buildLocation(api.owner, { organizationId, name: '2nd', kind: 'floor', parentId: site })
  const roomId = await buildRoom(api.owner, { organizationId, name: 'Förde, groß', locationId: floor })
  const deviceId = await buildDevice(api.owner, {
    organizationId,
    roomId,
    serial: 'SL-1',
    name: '=SUM(A1)',
    assetTag: "O'Neil $1",
    firmware: '4.2',
    lastSeenAt: new Date('2026-03-01T08:00:00Z'),
    registration: { mode: 'business', target: 'starleaf-cloud' },
  })
  const poolId = await buildPool(api.owner, { organizationId })
  await buildActivation(api.owner, { organizationId, deviceId, poolId })
  const recorded = { management: 'recorded', model: 'polycom-hdx', name: 'HDX', serial: 'P-9' } as const
  await buildDevice(api.owner, { organizationId, ...recorded, factsSource: 'Inventory of 2024' })
  await buildDevice(api.owner, { organizationId: (await buildOrganization(api.owner)).id, name: 'Strange' })
})
afterAll(() => api.close())

const header =
  'serial,model,name,room,location,asset tag,state,connection,firmware,registration mode,registration target,licences,last seen,management,facts source'

describe('the inventory', () => {
  it('is every device of the organization, in words, and no formula', async () => {
    const { status, headers, text } = await auditor.get(path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="inventory-\d{4}-\d\d-\d\d\.csv"$/)
    expect(text.split('\n')).toEqual([
      header,
      `SL-1,GTm 5140,'=SUM(A1),"Förde, groß",Kiel / 2nd,O'Neil $1,active,online,4.2,business,starleaf-cloud,dual-screen,2026-03-01T08:00:00Z,linked,`,
      'P-9,polycom-hdx,HDX,,,,active,recorded,,none,,,,recorded,Inventory of 2024',
      '',
    ])
  })

  it.each([
    ['state=recorded', ['P-9']],
    ['sort=-name', ['P-9', 'SL-1']],
    ['sort=lastSeen', ['P-9', 'SL-1']],
    ['feature=dual-screen&firmware=4.2,4.3', ['SL-1']],
    ["search=o'neil%20$1", ['SL-1']],
    ["search=');DROP", []],
  ])('is filtered and sorted as the list: %s', async (query, serials) => {
    const { text } = await auditor.get(`${path}?${query}`)
    const rows = text.trim().split('\n').slice(1)
    expect(rows.map((row) => row.split(',')[0])).toEqual(serials)
  })

  it('is kept in the audit, with what was asked for', async () => {
    await auditor.get(`${path}?state=recorded`)
    const { body } = await auditor.get(`/organizations/${organizationId}/audit?action=inventory.exported&limit=1`)
    expect(body.items).toMatchObject([{ details: { format: 'csv', filters: { state: 'recorded' } } }])
  })

  it('is refused for a filter that is none', async () => {
    expect((await auditor.get(`${path}?state=broken`)).status).toBe(400)
  })

  it('is closed without a sign-in, without the right, and of another organization', async () => {
    const other = await buildOrganization(api.owner)
    expect((await api.visitor.get(path)).status).toBe(401)
    expect((await (await api.signedIn('technician', organizationId)).get(path)).status).toBe(403)
    expect((await auditor.get(`/organizations/${other.id}/devices/export.csv`)).status).toBe(404)
  })
})

describe('a large inventory', () => {
  const rows = 10_000
  const tag = 4_000

  beforeAll(async () => {
    await api.owner.query(
      `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, asset_tag, management, connection, state)
       SELECT gen_random_uuid(), $1, 'X', 'L' || n, 'gtm-5140', 'Device ' || n, repeat('x', $3), 'linked', 'online', 'active'
         FROM generate_series(1, $2::int) AS n`,
      [organizationId, rows, tag],
    )
    await api.fastify.listen({ port: 0, host: '127.0.0.1' })
  })

  const open = async (signal: AbortSignal) => {
    const address = api.fastify.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { headers: auditor.credentials, signal })
    return (answer.body as ReadableStream<Uint8Array>).getReader()
  }
  const copies = async () =>
    (
      await api.owner.query(
        `SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY (%' AND state = 'active' AND pid <> pg_backend_pid()`,
      )
    ).rows.length

  it('waits for a reader who is slow, and takes no memory meanwhile', async () => {
    const held = () => process.memoryUsage().arrayBuffers
    const before = held()
    const reader = await open(new AbortController().signal)
    onTestFinished(() => reader.cancel().catch(() => {}))
    await reader.read()
    // What lies between the database and a reader who does not read fills up, and then stays as it is.
    let filled = held()
    await expect
      .poll(
        () => {
          const growth = held() - filled
          filled += growth
          return growth
        },
        { interval: 500 },
      )
      .toBeLessThan(100_000)
    expect(await copies()).toBe(1)
    expect(filled - before).toBeLessThan((rows * tag) / 2)
    let bytes = 0
    for (let part = await reader.read(); !part.done; part = await reader.read()) bytes += part.value.byteLength
    expect(bytes).toBeGreaterThan(rows * tag)
    await expect.poll(copies).toBe(0)
  })

  it('ends its query when the reader goes away', async () => {
    const leaving = new AbortController()
    const reader = await open(leaving.signal)
    await reader.read()
    expect(await copies()).toBe(1)
    leaving.abort()
    await reader.closed.catch(() => {})
    await expect.poll(copies).toBe(0)
    expect((await auditor.get(`${path}?state=recorded`)).status).toBe(200)
  })
})
