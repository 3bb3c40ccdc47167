import { buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { poolReviewsOf } from '../../test/pool-reviews.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let ids: { operator: string; customer: string }
let admin: Visitor
let operator: Visitor

beforeAll(async () => {
  api = await runApi()
  const build = async (kind: 'operator' | 'customer') => (await buildOrganization(api.owner, { kind })).id
  ids = { operator: await build('operator'), customer: await build('customer') }
  await buildGrant(api.owner, { organizationId: ids.customer, partnerId: ids.operator })
  admin = await api.signedIn('admin', ids.customer)
  operator = await api.signedIn('owner', ids.operator)
})
afterAll(() => api.close())

const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const at = (organizationId: string) => `/organizations/${organizationId}`
type Seen = Record<string, { name: string } | string | null>

it('a key tells everything that happened to it, by whom and why, to who redeemed it', async () => {
  const poolId = await buildPool(api.owner, { organizationId: ids.operator, validUntil: days(30) })
  const issued = await operator.post(`${at(ids.operator)}/licenses/keys`, { poolId, customerId: ids.customer })
  const key = { id: issued.body.key.id, text: issued.body.text }
  const [bridge, deck] = [
    await buildDevice(api.owner, { organizationId: ids.customer, name: 'Bridge' }),
    await buildDevice(api.owner, { organizationId: ids.customer, name: 'Deck' }),
  ]
  const activations = (id: string) => `${at(ids.customer)}/devices/${id}/activations`
  const review = poolReviewsOf(api, ids.customer)
  expect((await admin.post(activations(bridge), { key: key.text })).status).toBe(200)
  await admin.post(`${activations(bridge)}/dual-screen/transfer`, { toDeviceId: deck, reason: 'Moved to the deck' })
  const mine = (await admin.get(`${at(ids.customer)}/licenses/keys/${key.id}`)).body.redeemedInto.poolId
  const act = (verb: string, why: string) =>
    admin.post(`${at(ids.customer)}/licenses/pools/${mine}/${verb}`, { why }, { 'if-match': '*' })
  expect((await act('suspend', 'Not paid')).status).toBe(200)
  await review()
  expect((await act('resume', 'Paid')).status).toBe(200)
  await review()
  const extended = days(300)
  const patch = { validUntil: extended, why: 'Renewed' }
  expect(
    (await operator.api('PATCH', `${at(ids.operator)}/licenses/pools/${poolId}`, patch, { 'if-match': '*' })).status,
  ).toBe(200)
  await admin.remove(`${activations(deck)}/dual-screen`)

  const read = async (by: Visitor, organizationId: string) => {
    const { status, body } = await by.get(`${at(organizationId)}/licenses/keys/${key.id}`)
    expect(status).toBe(200)
    return body.events as Seen[]
  }
  const told = (await read(admin, ids.customer)).map(({ kind, by, device, from, cause, why }) => {
    const name = (one: Seen[string] | undefined) => (typeof one === 'object' ? (one?.name ?? null) : null)
    return [kind, by !== null, name(device), name(from), cause, why]
  })
  expect(told).toEqual([
    ['issued', false, null, null, null, null],
    ['redeemed', true, null, null, null, null],
    ['activated', true, 'Bridge', null, null, null],
    ['transferred', true, 'Deck', 'Bridge', null, 'Moved to the deck'],
    ['suspended', true, null, null, null, 'Not paid'],
    ['dropped', true, 'Deck', null, 'suspended', null],
    ['resumed', true, null, null, null, 'Paid'],
    ['restored', true, 'Deck', null, null, null],
    ['extended', true, null, null, null, null],
    ['released', true, 'Deck', null, null, null],
  ])
  const theirs = await read(operator, ids.operator)
  expect(theirs.map(({ kind }) => kind)).toEqual([
    'issued',
    'redeemed',
    'activated',
    'transferred',
    'dropped',
    'restored',
    'released',
  ])
  // Who of the customer's people did it is the customer's.
  expect(theirs.slice(1).map(({ by, why }) => [by, why])).toEqual(theirs.slice(1).map(() => [null, null]))
})

it('a device that says it holds the licence is a step in the life of its key, also when it is over', async () => {
  const poolId = await buildPool(api.owner, { organizationId: ids.customer })
  const issued = await admin.post(`${at(ids.customer)}/licenses/keys`, { poolId })
  const device = await buildDevice(api.owner, { organizationId: ids.customer, name: 'Mast' })
  const path = `${at(ids.customer)}/devices/${device}/activations`
  expect((await admin.post(path, { key: issued.body.text })).status).toBe(200)
  const events = async () => {
    const { body } = await admin.get(`${at(ids.customer)}/licenses/keys/${issued.body.key.id}`)
    return body.events.slice(2).map(({ kind, by, device }: Seen) => [kind, kind === 'confirmed' ? by : null, device])
  }
  const shown = { id: device, name: 'Mast' }
  await api.owner.query('UPDATE activations SET confirmed_at = now() WHERE device_id = $1', [device])
  const story = [
    ['activated', null, shown],
    ['confirmed', 'Mast', shown],
  ]
  expect(await events()).toEqual(story)
  await api.owner.query(
    `INSERT INTO audit_entries (id, organization_id, actor, actor_name, action, outcome, object_kind, device_id, details)
     VALUES (uuidv7(), $1, $2, 'Mast', 'license.confirmed', 'done', 'device', $3, '{"features":["dual-screen"],"issue":1}')`,
    [ids.customer, `device:${device}`, device],
  )
  await admin.remove(`${path}/dual-screen`)
  expect(await events()).toEqual([...story, ['released', null, shown]])
})
