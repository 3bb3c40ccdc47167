import { buildActivation, buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { poolReviewsOf } from '../../test/pool-reviews.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let partnerId: string
let admin: Visitor
let path: string
const customers: Record<string, string> = {}
const days = (count: number) => new Date(Date.now() + count * 86_400_000)

async function customer(name: string, units: number, used: number, endsIn: number) {
  const { id: organizationId } = await buildOrganization(api.owner, { name })
  await buildGrant(api.owner, { organizationId, partnerId })
  const poolId = await buildPool(api.owner, { organizationId, units, validUntil: days(endsIn) })
  for (let n = 0; n < used; n += 1) {
    const deviceId = await buildDevice(api.owner, { organizationId })
    await buildActivation(api.owner, { organizationId, deviceId, poolId })
  }
  customers[name] = organizationId
  await poolReviewsOf(api, organizationId)()
}

beforeAll(async () => {
  api = await runApi()
  partnerId = (await buildOrganization(api.owner, { kind: 'partner' })).id
  await customer('Adler', 5, 2, 20)
  await customer('Bussard', 9, 1, 45)
  await customer('Condor', 2, 1, -30)
  const stranger = (await buildOrganization(api.owner)).id
  await buildPool(api.owner, { organizationId: stranger, units: 100 })
  const shy = (await buildOrganization(api.owner)).id
  await buildGrant(api.owner, { organizationId: shy, partnerId, rights: ['devices.view'] })
  await buildPool(api.owner, { organizationId: shy, units: 100 })
  admin = await api.signedIn('partner-admin', partnerId)
  path = `/organizations/${partnerId}/customers/licenses`
})
afterAll(() => api.close())

describe('a partner sees over all its customers', () => {
  it('the sum of what they have, of those only whose grant shows licences', async () => {
    const { status, body } = await admin.get(`${path}/position`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      customers: 3,
      features: [
        { featureKey: 'dual-screen', purchased: 14, assigned: 3, free: 11, expiring30: 5, expiring60: 14, dropped: 1 },
      ],
    })
  })

  it('each of them, sorted and page by page', async () => {
    const names = async (query: string) =>
      (await admin.get(`${path}?${query}`)).body.items.map((item: { name: string }) => item.name)
    expect(await names('')).toEqual(['Adler', 'Bussard', 'Condor'])
    expect(await names('sort=-purchased')).toEqual(['Bussard', 'Adler', 'Condor'])
    expect(await names('sort=-dropped&limit=1')).toEqual(['Condor'])
    expect(await names('search=uss')).toEqual(['Bussard'])
    for (const sort of ['-free', 'name', '-expiring30', 'assigned']) {
      const all = await names(`sort=${sort}`)
      const first = await admin.get(`${path}?sort=${sort}&limit=2`)
      const rest = await names(`sort=${sort}&limit=2&cursor=${first.body.nextCursor}`)
      expect([...first.body.items.map((item: { name: string }) => item.name), ...rest]).toEqual(all)
    }
    expect((await admin.get(`${path}?feature=api`)).body.items[0]).toMatchObject({ name: 'Adler', purchased: 0 })
  })

  it('who loses what on which day', async () => {
    const { body } = await admin.get(`${path}/forecast?days=40`)
    expect(body.days).toMatchObject([{ customers: 1, features: [{ featureKey: 'dual-screen', devices: 2 }] }])
    expect((await admin.get(`${path}/forecast`)).body.days).toHaveLength(2)
  })

  it('what ends, in the order in which it does, and on its overview', async () => {
    const { body } = await admin.get(`${path}/notices?limit=2`)
    expect(body.items).toMatchObject([
      { organization: { name: 'Condor' }, threshold: 'dropped' },
      { organization: { name: 'Adler' }, threshold: '30-days' },
    ])
    const second = await admin.get(`${path}/notices?limit=2&cursor=${body.nextCursor}`)
    expect(second.body.items).toMatchObject([{ organization: { name: 'Bussard' } }])
    const overview = await admin.get(`/organizations/${partnerId}/overview`)
    expect(overview.body.licenseNotices).toHaveLength(3)
    const ofCustomer = await admin.get(`/organizations/${customers['Adler']}/overview`)
    expect(ofCustomer.body.licenseNotices).toHaveLength(1)
  })

  it('and others do not', async () => {
    for (const route of ['/position', '', '/forecast', '/notices']) {
      expect((await api.visitor.get(`${path}${route}`)).status).toBe(401)
      expect((await (await api.signedIn('viewer', partnerId)).get(`${path}${route}`)).status).toBe(403)
    }
  })
})
