import { buildDevice, buildGrant, buildLocation, buildOrganization, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let partnerId: string
let adler: { id: string; name: string }
let bussard: { id: string; name: string }
let stranger: { id: string; name: string }
let grantId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  partnerId = (await buildOrganization(api.owner, { kind: 'partner' })).id
  adler = await buildOrganization(api.owner, { name: 'Adler' })
  bussard = await buildOrganization(api.owner, { name: 'Bussard' })
  stranger = await buildOrganization(api.owner, { name: 'Condor' })
  await buildGrant(api.owner, { organizationId: adler.id, partnerId })
  grantId = await buildGrant(api.owner, { organizationId: bussard.id, partnerId })
  const in_ = (organization: { id: string }, name: string, firmware: string, lastSeenAt: string) =>
    buildDevice(api.owner, {
      organizationId: organization.id,
      name,
      firmware,
      serial: `S-${name}`,
      lastSeenAt: new Date(lastSeenAt),
    })
  await in_(adler, 'Delta', '4.1', '2026-03-01T08:00:00Z')
  await in_(bussard, 'Alpha', '4.2', '2026-03-03T08:00:00Z')
  await in_(adler, 'Bravo', '4.3', '2026-03-02T08:00:00Z')
  await in_(stranger, 'Strange', '4.1', '2026-03-01T08:00:00Z')
  admin = await api.signedIn('partner-admin', partnerId)
  path = `/organizations/${partnerId}/customers/devices`
})
afterAll(() => api.close())

const names = async (query = '') => {
  const { status, body } = await admin.get(`${path}?${query}`)
  expect(status).toBe(200)
  return body.items.map((item: { name: string }) => item.name)
}

it('shows the devices of customers with a grant, each with its customer, and no others', async () => {
  const { body } = await admin.get(path)
  expect(body.total).toEqual({ count: 3, more: false })
  expect(body.items).toMatchObject([
    { name: 'Alpha', organization: { id: bussard.id, name: 'Bussard' } },
    { name: 'Bravo', organization: { id: adler.id, name: 'Adler' } },
    { name: 'Delta', organization: { id: adler.id, name: 'Adler' } },
  ])
})

it('is sorted across customers, in both directions', async () => {
  expect(await names('sort=-name')).toEqual(['Delta', 'Bravo', 'Alpha'])
  expect(await names('sort=-serial')).toEqual(['Delta', 'Bravo', 'Alpha'])
  expect(await names('sort=firmware')).toEqual(['Delta', 'Alpha', 'Bravo'])
  expect(await names('sort=-lastSeen')).toEqual(['Alpha', 'Bravo', 'Delta'])
})

it('is read page by page', async () => {
  for (const sort of ['name', '-lastSeen']) {
    const first = await admin.get(`${path}?limit=2&sort=${sort}`)
    const second = await admin.get(`${path}?limit=2&sort=${sort}&cursor=${first.body.nextCursor}`)
    expect(second.body).toMatchObject({ items: [{ name: 'Delta' }], nextCursor: null })
  }
})

it('reads on where one customer fills the page', async () => {
  const partner = (await buildOrganization(api.owner, { kind: 'partner' })).id
  const [many, one] = [await buildOrganization(api.owner), await buildOrganization(api.owner)]
  for (const organizationId of [many.id, one.id]) await buildGrant(api.owner, { organizationId, partnerId: partner })
  for (const name of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'C1'])
    await buildDevice(api.owner, { organizationId: many.id, name })
  await buildDevice(api.owner, { organizationId: one.id, name: 'B1' })
  const visitor = await api.signedIn('partner-admin', partner)
  const read = async (query: string) =>
    (await visitor.get(`/organizations/${partner}/customers/devices?${query}`)).body.items.map(
      (item: { name: string }) => item.name,
    )
  expect(await read('')).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1', 'C1'])
  expect(await read('limit=5')).toEqual(['A1', 'A2', 'A3', 'A4', 'A5'])
  expect(await read('limit=6&sort=-name')).toEqual(['C1', 'B1', 'A6', 'A5', 'A4', 'A3'])
})

it('is filtered and searched as a list of devices is, and nothing of a stranger is found', async () => {
  expect(await names('firmware=4.1')).toEqual(['Delta'])
  expect(await names('search=rav')).toEqual(['Bravo'])
  expect(await names('search=al')).toEqual(['Alpha'])
  expect(await names('search=strange')).toEqual([])
  const { body } = await admin.get(`${path}?search=S-`)
  expect(body).toMatchObject({ total: { count: 3, more: false } })
})

it('keeps to the places and rights of a grant', async () => {
  const organizationId = (await buildOrganization(api.owner, { name: 'Dohle' })).id
  const partner = (await buildOrganization(api.owner, { kind: 'partner' })).id
  const site = await buildLocation(api.owner, { organizationId })
  const floor = await buildLocation(api.owner, { organizationId, parentId: site, kind: 'floor' })
  const roomId = await buildRoom(api.owner, { organizationId, locationId: floor })
  await buildDevice(api.owner, { organizationId, roomId, name: 'Inside' })
  await buildDevice(api.owner, { organizationId, name: 'Outside' })
  const grant = await buildGrant(api.owner, { organizationId, partnerId: partner })
  await api.owner.query('UPDATE grants SET location_ids = ARRAY[$2::uuid] WHERE id = $1', [grant, site])
  const visitor = await api.signedIn('partner-admin', partner)
  const seen = await visitor.get(`/organizations/${partner}/customers/devices`)
  expect(seen.body).toMatchObject({ items: [{ name: 'Inside' }], total: { count: 1 } })
  await api.owner.query("UPDATE grants SET rights = ARRAY['rooms.view'] WHERE id = $1", [grant])
  const nothing = await visitor.get(`/organizations/${partner}/customers/devices`)
  expect(nothing.body).toMatchObject({ items: [], total: { count: 0 } })
})

it('is not for people without a sign-in, without the right, or of another organization', async () => {
  expect((await api.visitor.get(path)).status).toBe(401)
  expect((await (await api.signedIn('viewer', partnerId)).get(path)).status).toBe(403)
  expect((await (await api.signedIn('owner', stranger.id)).get(path)).status).toBe(404)
  expect((await admin.get(`${path}?sort=model`)).status).toBe(400)
})

it('loses a customer with the request after its grant has ended', async () => {
  await api.owner.query('UPDATE grants SET ended_at = now() WHERE id = $1', [grantId])
  expect(await names()).toEqual(['Bravo', 'Delta'])
})
