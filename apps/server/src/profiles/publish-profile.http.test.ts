import { buildGrant, buildMembership, buildOrganization } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let partnerId: string
let partner: Visitor
let customer: Visitor
let customerId: string
let profileId: string

beforeAll(async () => {
  api = await runApi()
  partner = await api.signedIn('partner-admin')
  customer = await api.signedIn('admin')
})
beforeEach(async () => {
  partnerId = (await buildOrganization(api.owner, { kind: 'partner', name: `Partner ${Math.random()}` })).id
  await buildMembership(api.owner, { organizationId: partnerId, personId: partner.personId, role: 'partner-admin' })
  customerId = await aCustomer()
  const made = await partner.post(`/organizations/${partnerId}/profiles`, {
    name: 'Standard',
    values: { 'ui.theme': 'Night' },
  })
  profileId = made.body.id
})
afterAll(() => api.close())

async function aCustomer(rights?: string[]): Promise<string> {
  const { id } = await buildOrganization(api.owner)
  await buildMembership(api.owner, { organizationId: id, personId: customer.personId, role: 'admin' })
  await buildGrant(api.owner, { organizationId: id, partnerId })
  if (rights) await api.owner.query('UPDATE grants SET rights = $2 WHERE organization_id = $1', [id, rights])
  return id
}
const publish = (...customerIds: string[]) =>
  partner.post(`/organizations/${partnerId}/profiles/${profileId}/publish`, { customerIds })
const outcomes = async (...customerIds: string[]) =>
  (await publish(...customerIds)).body.results.map(({ outcome }: { outcome: string }) => outcome)
const copies = async (at = customerId) => (await customer.get(`/organizations/${at}/profiles`)).body.items
const change = (version: number, body: object) =>
  partner.patch(`/organizations/${partnerId}/profiles/${profileId}`, version, body)
const published = async (organizationId: string) =>
  (
    await api.owner.query(
      `SELECT actor, grant_id, before, after, details FROM audit_entries WHERE organization_id = $1 AND action = 'profile.published' ORDER BY id`,
      [organizationId],
    )
  ).rows

describe('a published profile', () => {
  it('lies in the customer as its partner layer, and both records say so', async () => {
    expect(await outcomes(customerId)).toEqual(['copied'])
    expect(await copies()).toMatchObject([
      {
        name: 'Standard',
        version: 1,
        origin: { organizationId: partnerId },
        assignments: [{ kind: 'partner', id: partnerId }],
      },
    ])
    const [there, here] = [await published(customerId), await published(partnerId)]
    expect(there).toMatchObject([
      { actor: `person:${partner.personId}`, grant_id: expect.any(String), after: { 'ui.theme': 'Night' } },
    ])
    expect(here).toMatchObject([{ details: { customerId }, after: { 'ui.theme': 'Night' } }])
  })

  it('is brought up to date by publishing again, in a new version only when something changed', async () => {
    await publish(customerId)
    expect(await outcomes(customerId)).toEqual(['unchanged'])
    await change(1, { values: { 'ui.theme': 'Light' } })
    expect((await copies())[0].version).toBe(1)
    expect(await outcomes(customerId)).toEqual(['updated'])
    expect((await copies())[0].version).toBe(2)
    expect((await published(customerId)).at(-1)).toMatchObject({
      before: { 'ui.theme': 'Night' },
      after: { 'ui.theme': 'Light' },
    })
  })

  it('is listed for the partner by customer, with the version that each of them has', async () => {
    const list = async () => (await partner.get(`/organizations/${partnerId}/profiles/${profileId}/copies`)).body.items
    const looker = await aCustomer(['configuration.view'])
    const byName = async () =>
      new Map((await list()).map((one: { customer: { id: string } }) => [one.customer.id, one]))
    expect((await byName()).get(customerId)).toMatchObject({ publishable: true, copy: null })
    expect((await byName()).get(looker)).toMatchObject({ publishable: false, copy: null })
    await publish(customerId)
    await change(1, { values: { 'ui.theme': 'Light' } })
    expect((await byName()).get(customerId)).toMatchObject({ copy: { version: 1, archived: false } })
    await publish(customerId)
    const [{ id }] = await copies()
    expect((await byName()).get(customerId)).toMatchObject({ copy: { profileId: id, version: 2 } })
    await api.owner.query('UPDATE grants SET ended_at = now() WHERE organization_id = $1', [looker])
    expect([...(await byName()).keys()]).toEqual([customerId])
  })

  it('cannot be changed by the customer, who can make a copy of its own', async () => {
    await publish(customerId)
    const [{ id }] = await copies()
    const path = `/organizations/${customerId}/profiles/${id}`
    const refused = await customer.patch(path, 1, { values: { 'ui.theme': 'Light' } })
    expect(refused).toMatchObject({ status: 409, body: { code: 'profile.from-partner' } })
    const restored = await customer.post(`${path}/restore`, { version: 1 }, { 'if-match': '"1"' })
    expect(restored.body.code).toBe('profile.from-partner')
    const cloned = await customer.post(`${path}/clone`, { name: 'Ours' })
    expect(cloned).toMatchObject({ status: 201, body: { origin: null } })
  })

  it('keeps apart from a profile of the customer with the same name', async () => {
    await customer.post(`/organizations/${customerId}/profiles`, { name: 'standard' })
    expect(await outcomes(customerId)).toEqual(['copied'])
    expect((await copies()).map(({ name }: { name: string }) => name)).toContainEqual(
      expect.stringMatching(/^Standard \(Partner /),
    )
    expect(await outcomes(customerId)).toEqual(['unchanged'])
  })
})

describe('the customer’s grant', () => {
  it('must be live and give the right; a refusal is none of the other customers’ business', async () => {
    const stranger = (await buildOrganization(api.owner)).id
    const looker = await aCustomer(['configuration.view'])
    const ended = await aCustomer()
    await api.owner.query('UPDATE grants SET ended_at = now() WHERE organization_id = $1', [ended])
    const { body } = await publish(stranger, looker, ended, customerId)
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'refused',
      'refused',
      'refused',
      'copied',
    ])
    expect(body.results[1].detail).toContain('configuration.manage')
    for (const id of [stranger, looker, ended]) expect(await published(id)).toEqual([])
  })

  it('must give the right to locks where the profile has some', async () => {
    const unlocked = await aCustomer(['configuration.view', 'configuration.manage'])
    await change(1, { locked: ['ui.theme'] })
    const { body } = await publish(unlocked, customerId)
    expect(body.results).toMatchObject([{ outcome: 'refused' }, { outcome: 'copied' }])
    expect(body.results[0].detail).toContain('configuration.lock')
  })
})

it('a customer publishes nothing, and a partner nothing that is too narrow for all', async () => {
  const made = await customer.post(`/organizations/${customerId}/profiles`, { name: 'Ours' })
  const refused = await customer.post(`/organizations/${customerId}/profiles/${made.body.id}/publish`, {
    customerIds: [partnerId],
  })
  expect(refused.body.code).toBe('customer.not-a-partner')
  await change(1, { values: { 'sip.displayName': 'Room' } })
  expect((await publish(customerId)).body).toMatchObject({
    code: 'profile.refused',
    errors: [{ path: 'sip.displayName', code: 'configuration.layer-too-broad' }],
  })
  expect(await copies()).toMatchObject([{ name: 'Ours' }])
})
