import {
  buildAssignment,
  buildDevice,
  buildLocation,
  buildMembership,
  buildOrganization,
  buildProfile,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  admin = await api.signedIn('admin')
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  await buildMembership(api.owner, { organizationId, personId: admin.personId, role: 'admin' })
  path = `/organizations/${organizationId}/groups`
})
afterAll(() => api.close())

const device = (more: object = {}) => buildDevice(api.owner, { organizationId, ...more })
const elsewhere = async () => (await buildOrganization(api.owner)).id
const actions = async () => {
  const sql = `SELECT action, before, after FROM audit_entries WHERE organization_id = $1 AND object_kind = 'group' ORDER BY id`
  return (await api.owner.query(sql, [organizationId])).rows
}

describe('a group by hand', () => {
  it('holds the devices that somebody put into it, until they are taken out', async () => {
    const [one, two] = [await device({ name: 'One' }), await device({ name: 'Two' })]
    const made = await admin.post(path, { name: 'Pilots', deviceIds: [one] })
    expect(made).toMatchObject({ status: 201, body: { priority: 100, rule: null, devices: { count: 1, more: false } } })
    const group = `${path}/${made.body.id}`
    const added = await admin.post(`${group}/devices`, { deviceIds: [one, two] })
    expect(added.body).toMatchObject({ devices: { count: 2 }, version: 2 })
    const page = await admin.get(`${group}/devices?limit=1`)
    expect(page.body.items).toMatchObject([{ id: one, name: 'One' }])
    expect((await admin.get(`${group}/devices?limit=1&cursor=${page.body.nextCursor}`)).body.items).toMatchObject([
      { id: two },
    ])
    expect((await admin.post(`${group}/devices/remove`, { deviceIds: [one] })).body.devices.count).toBe(1)
    expect((await actions()).map(({ action }) => action)).toEqual([
      'group.created',
      'group.members-changed',
      'group.members-changed',
    ])
    expect((await actions())[1].after).toEqual({ devices: [{ id: two, name: 'Two' }] })
  })

  it('takes no device that is retired or elsewhere, and no rule', async () => {
    const { body } = await admin.post(path, { name: 'Pilots' })
    const theirs = await buildDevice(api.owner, { organizationId: await elsewhere() })
    for (const deviceId of [theirs, await device({ state: 'retired' })]) {
      const refused = await admin.post(`${path}/${body.id}/devices`, { deviceIds: [await device(), deviceId] })
      expect(refused).toMatchObject({ status: 422, body: { code: 'group.device-not-found' } })
    }
    const ruled = await admin.patch(`${path}/${body.id}`, 1, { rule: { model: ['gtm-5140'] } })
    expect(ruled.body.code).toBe('group.by-hand')
    expect((await admin.get(`${path}/${body.id}`)).body).toMatchObject({ devices: { count: 0 }, version: 1 })
  })
})

describe('a group by rule', () => {
  it('holds whoever fulfils it, also who comes later', async () => {
    const { body } = await admin.post(path, { name: 'Minis', rule: { model: ['gt-mini'] } })
    expect(body.devices.count).toBe(0)
    await device({ model: 'gt-mini' })
    expect((await admin.get(`${path}/${body.id}`)).body.devices.count).toBe(1)
    const changed = await admin.patch(`${path}/${body.id}`, 1, { rule: { model: ['gtm-5250'] } })
    expect(changed.body).toMatchObject({ devices: { count: 0 }, rule: { model: ['gtm-5250'] } })
    const added = await admin.post(`${path}/${body.id}/devices`, { deviceIds: [await device()] })
    expect(added).toMatchObject({ status: 409, body: { code: 'group.by-rule' } })
  })

  it('names nothing that is not there', async () => {
    const there = await buildLocation(api.owner, { organizationId: await elsewhere() })
    const made = async (rule: object) => (await admin.post(path, { name: 'X', rule })).body.code
    expect(await made({ location: [there] })).toBe('location.not-found')
    expect(await made({ room: ['nowhere'] })).toBe('room.not-found')
    expect(await made({ model: ['nothing'] })).toBe('device.unknown-model')
    expect(await made({})).toBe('request.invalid')
  })
})

describe('two groups', () => {
  it('never have one name or one priority, whoever is faster', async () => {
    const answers = await Promise.all([
      admin.post(path, { name: 'One', priority: 5 }),
      admin.post(path, { name: 'Two', priority: 5 }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)?.body.detail).toMatch(/The group (One|Two) has the priority 5/)
    const { body } = await admin.post(path, { name: 'Three' })
    expect(body.priority).toBe(15)
    expect((await admin.post(path, { name: 'three' })).body.code).toBe('group.name-taken')
    expect((await admin.patch(`${path}/${body.id}`, 1, { priority: 5 })).body.code).toBe('group.priority-taken')
    expect((await admin.patch(`${path}/${body.id}`, 1, { priority: 6, description: 'Third' })).body.priority).toBe(6)
    expect((await admin.patch(`${path}/${body.id}`, 1, { name: 'X' })).body).toMatchObject({
      code: 'request.version-outdated',
      params: { version: 2 },
    })
  })
})

it('a group with profiles is not removed, and the refusal names them', async () => {
  const { body } = await admin.post(path, { name: 'Pilots' })
  const profileId = await buildProfile(api.owner, { organizationId, name: 'Night mode' })
  const id = await buildAssignment(api.owner, { organizationId, profileId, scopeKind: 'group', scopeId: body.id })
  expect((await admin.get(path)).body.items).toMatchObject([{ profiles: [{ name: 'Night mode' }] }])
  const refused = await admin.remove(`${path}/${body.id}`)
  expect(refused).toMatchObject({ status: 409, body: { code: 'assignment.in-the-way' } })
  expect(refused.body.detail).toContain('Night mode')
  await admin.remove(`/organizations/${organizationId}/assignments/${id}`)
  expect((await admin.remove(`${path}/${body.id}`)).status).toBe(204)
  expect((await admin.get(`${path}/${body.id}`)).status).toBe(404)
})

it('a place with profiles is not removed, and a retired device lets its own go', async () => {
  const profileId = await buildProfile(api.owner, { organizationId, name: 'Night mode' })
  const assign = (scopeKind: string, scopeId: string) =>
    buildAssignment(api.owner, { organizationId, profileId, scopeKind, scopeId })
  const site = await buildLocation(api.owner, { organizationId })
  const roomId = await buildRoom(api.owner, { organizationId, locationId: site })
  const base = `/organizations/${organizationId}`
  await assign('room', roomId)
  expect((await admin.remove(`${base}/rooms/${roomId}`, 1)).body).toMatchObject({
    code: 'assignment.in-the-way',
    params: { profiles: ['Night mode'] },
  })
  const empty = await buildLocation(api.owner, { organizationId })
  await assign('location', empty)
  expect((await admin.remove(`${base}/locations/${empty}`, 1)).body.code).toBe('assignment.in-the-way')
  const deviceId = await device()
  await assign('device', deviceId)
  const retired = await admin.post(`${base}/devices/${deviceId}/retire`, { cause: 'failed' }, { 'if-match': '*' })
  expect(retired.status).toBe(200)
  const left = await admin.get(`${base}/assignments`)
  expect(left.body.items.map(({ scope }: { scope: { kind: string } }) => scope.kind).sort()).toEqual([
    'location',
    'room',
  ])
})

describe('a group that carries a lock', () => {
  const locked = async (scopeKind = 'group', keys = ['ui.theme']) => {
    const inside = await device({ name: 'Inside' })
    const made = await admin.post(path, { name: 'Pilots', deviceIds: [inside] })
    const ruled = await admin.post(path, { name: 'Ruled', rule: { model: ['gtm-5140'] } })
    const values = { 'ui.theme': 'Night' }
    const profileId = await buildProfile(api.owner, { organizationId, name: 'Policy', values, locked: keys })
    for (const { body } of [made, ruled])
      await buildAssignment(api.owner, { organizationId, profileId, scopeKind, scopeId: body.id })
    return { inside, hand: `${path}/${made.body.id}`, ruled: `${path}/${ruled.body.id}` }
  }
  const acts = ({ hand, ruled, inside }: Awaited<ReturnType<typeof locked>>, other: string) =>
    [
      ['takes a device out', (who: Visitor) => who.post(`${hand}/devices/remove`, { deviceIds: [inside] })],
      ['takes a device in', (who: Visitor) => who.post(`${hand}/devices`, { deviceIds: [other] })],
      ['changes its place', (who: Visitor) => who.patch(hand, undefined, { priority: 7 })],
      ['changes its rule', (who: Visitor) => who.patch(ruled, undefined, { rule: { model: ['gtm-5250'] } })],
    ] as const

  it('keeps its devices, its rule and its place from those who may not lift locks, and names the lock', async () => {
    const technician = await api.signedIn('technician', organizationId)
    const versioned = withAnyVersion(technician)
    for (const [name, act] of acts(await locked(), await device())) {
      const answer = await act(versioned)
      expect([name, answer.status, answer.body.code]).toEqual([name, 403, 'group.carries-lock'])
      expect(answer.body.detail).toMatch(/Policy locks ui\.theme on (Pilots|Ruled).*"configuration\.lock"/)
    }
    // A refusal is written down beside the answer, which does not wait for it.
    const refused = `SELECT count(*)::int AS n FROM audit_entries WHERE organization_id = $1 AND outcome = 'refused'`
    await expect.poll(async () => (await api.owner.query(refused, [organizationId])).rows).toEqual([{ n: 4 }])
    const { rows: members } = await api.owner.query(
      'SELECT count(*)::int AS n FROM device_group_members WHERE organization_id = $1',
      [organizationId],
    )
    expect(members[0].n).toBe(1)
  })

  it('is changed by those who may, and a name by everybody', async () => {
    const group = await locked()
    for (const [name, act] of acts(group, await device()))
      expect([name, (await act(withAnyVersion(admin))).status]).toEqual([name, 200])
    const technician = withAnyVersion(await api.signedIn('technician', organizationId))
    expect((await technician.patch(group.hand, undefined, { name: 'Test pilots' })).status).toBe(200)
  })

  it('is what counts: a group without locks is everybody’s who configures', async () => {
    const technician = withAnyVersion(await api.signedIn('technician', organizationId))
    for (const [name, act] of acts(await locked('group', []), await device()))
      expect([name, (await act(technician)).status]).toEqual([name, 200])
  })
})

/** The same person, who changes whatever version is there. */
function withAnyVersion(who: Visitor): Visitor {
  return new Visitor(api.fastify, { ...who.credentials, 'if-match': '*' }, who.personId)
}
