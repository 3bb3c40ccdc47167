import {
  buildDevice,
  buildLocation,
  buildMembership,
  buildOrganization,
  buildProfile,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let colleague: Visitor
let technician: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  admin = await api.signedIn('admin')
  colleague = await api.signedIn('admin')
  technician = await api.signedIn('technician')
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  for (const { personId } of [admin, colleague])
    await buildMembership(api.owner, { organizationId, personId, role: 'admin' })
  await buildMembership(api.owner, { organizationId, personId: technician.personId, role: 'technician' })
  path = `/organizations/${organizationId}/profiles`
})
afterAll(() => api.close())

const make = async (more: object = {}, by = admin) => {
  const answer = await by.post(path, { name: 'Base', values: { 'ui.theme': 'Night' }, ...more })
  expect(answer.body.code).toBeUndefined()
  return answer.body
}
const assign = (profileId: string, scopeKind: string, scopeId: string, more: object = {}, by = admin) =>
  by.post(`/organizations/${organizationId}/assignments`, { profileId, scopeKind, scopeId, ...more })
const toAll = (profileId: string, more: object = {}) => assign(profileId, 'organization', organizationId, more)
const auditOf = async (action: string) =>
  (
    await api.owner.query(
      'SELECT before, after, details, outcome FROM audit_entries WHERE organization_id = $1 AND action = $2 ORDER BY id',
      [organizationId, action],
    )
  ).rows
const versions = async () =>
  (
    await api.owner.query('SELECT count(*)::int AS n FROM profile_versions WHERE organization_id = $1', [
      organizationId,
    ])
  ).rows[0].n

describe('a profile', () => {
  it('is made with its first version, and recorded key by key', async () => {
    const { status, body } = await admin.post(path, {
      name: 'Base',
      values: { 'ui.theme': 'Night', 'display.monitors': 'Dual' },
      locked: ['ui.theme'],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Base',
      version: 1,
      settings: 2,
      locks: 1,
      values: { 'ui.theme': 'Night', 'display.monitors': 'Dual' },
      locked: ['ui.theme'],
      assignments: [],
      reach: { devices: 0, released: 0 },
      archivedAt: null,
    })
    expect(await auditOf('profile.created')).toMatchObject([
      { before: { 'ui.theme': null, locked: [] }, after: { 'ui.theme': 'Night', locked: ['ui.theme'], name: 'Base' } },
    ])
    expect((await admin.get(`${path}?search=bas`)).body.items).toMatchObject([{ id: body.id, settings: 2 }])
  })

  it('changes by the keys that are named, in a new version; what changes nothing makes none', async () => {
    const { id } = await make({ values: { 'ui.theme': 'Night', 'network.mtu': 1400 } })
    const changed = await admin.patch(`${path}/${id}`, 1, {
      values: { 'network.mtu': null, 'audio.defaultVolume': 40 },
    })
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' } })
    expect(changed.body.values).toEqual({ 'ui.theme': 'Night', 'audio.defaultVolume': 40 })
    expect(await auditOf('profile.changed')).toEqual([
      expect.objectContaining({
        before: { 'network.mtu': 1400, 'audio.defaultVolume': null },
        after: { 'network.mtu': null, 'audio.defaultVolume': 40 },
      }),
    ])
    expect((await admin.patch(`${path}/${id}`, 2, { values: { 'ui.theme': 'Night' } })).body.version).toBe(2)
    expect(await versions()).toBe(2)
  })

  it('can be compared with itself and restored', async () => {
    const { id } = await make({ locked: ['ui.theme'] })
    await admin.patch(`${path}/${id}`, 1, {
      values: { 'ui.theme': 'Light', 'network.mtu': 1400 },
      locked: [],
      reason: 'Try',
    })
    const compared = await admin.get(`${path}/${id}/compare?from=1&to=2`)
    expect(compared.body.changes).toEqual([
      { key: 'network.mtu', before: null, after: 1400, lockedBefore: false, lockedAfter: false, secret: false },
      { key: 'ui.theme', before: 'Night', after: 'Light', lockedBefore: true, lockedAfter: false, secret: false },
    ])
    const restored = await admin.post(`${path}/${id}/restore`, { version: 1 }, { 'if-match': '"2"' })
    expect(restored.body).toMatchObject({ version: 3, values: { 'ui.theme': 'Night' }, locked: ['ui.theme'] })
    const { body } = await admin.get(`${path}/${id}/versions?limit=2`)
    expect(body.items).toMatchObject([{ version: 3 }, { version: 2, reason: 'Try' }])
    expect((await admin.get(`${path}/${id}/versions?limit=2&cursor=${body.nextCursor}`)).body.items).toMatchObject([
      { version: 1 },
    ])
    expect((await admin.get(`${path}/${id}/compare?from=1&to=9`)).status).toBe(404)
    const unknown = await admin.post(`${path}/${id}/restore`, { version: 9 }, { 'if-match': '"3"' })
    expect(unknown).toMatchObject({ status: 422, body: { code: 'profile.version-unknown' } })
  })

  it('can be cloned under another name, with its secrets', async () => {
    const { id } = await make({ values: { 'sip.password': 'very secret' } })
    const clone = await admin.post(`${path}/${id}/clone`, { name: 'Other' })
    expect(clone).toMatchObject({ status: 201, body: { name: 'Other', values: { 'sip.password': '••••••' } } })
    expect((await admin.post(`${path}/${id}/clone`, { name: 'base' })).body).toMatchObject({
      code: 'profile.name-taken',
    })
  })

  it('is put away only when it is assigned nowhere, and cannot be used until it is back', async () => {
    const { id } = await make()
    const { body: assignment } = await toAll(id)
    const archive = (version: number) => admin.post(`${path}/${id}/archive`, {}, { 'if-match': `"${version}"` })
    const refused = await archive(1)
    expect(refused).toMatchObject({ status: 409, body: { code: 'profile.assigned' } })
    await admin.remove(`/organizations/${organizationId}/assignments/${assignment.id}`)
    expect((await archive(1)).body.archivedAt).not.toBeNull()
    expect((await admin.get(path)).body.items).toEqual([])
    expect((await admin.get(`${path}?archived=only`)).body.items).toMatchObject([{ id }])
    expect((await toAll(id)).body.code).toBe('profile.archived')
    expect((await admin.patch(`${path}/${id}`, 1, { name: 'X' })).body.code).toBe('profile.archived')
    await make()
    const back = await admin.post(`${path}/${id}/unarchive`, {}, { 'if-match': '"1"' })
    expect(back).toMatchObject({ status: 409, body: { code: 'profile.name-taken' } })
  })
})

describe('a refusal', () => {
  it('names each key with its reason, keeps nothing, and is recorded', async () => {
    const values = { 'ui.theme': 'Night', 'no.such.key': 1, 'network.mtu': 99999, 'display[9].role': 'Auto' }
    const answer = await admin.post(path, { name: 'Base', values, locked: ['audio.defaultVolume'] })
    expect(answer).toMatchObject({ status: 422, body: { code: 'profile.refused' } })
    const errors = Object.fromEntries(
      answer.body.errors.map(({ path: key, code }: Record<string, string>) => [key, code]),
    )
    expect(errors).toEqual({
      'no.such.key': 'configuration.unknown-key',
      'network.mtu': 'configuration.out-of-range',
      'display[9].role': 'configuration.no-model-has',
      'audio.defaultVolume': 'configuration.lock-without-value',
    })
    expect(await versions()).toBe(0)
    expect(await auditOf('profile.refused')).toMatchObject([{ outcome: 'refused', details: { errors: { length: 4 } } }])
    const checked = await admin.post(`${path}/check`, { values, locked: ['audio.defaultVolume'] })
    expect(checked.body.errors.map(({ path: key }: { path: string }) => key).sort()).toEqual(Object.keys(errors).sort())
    expect(checked.body.errors[0].detail).toContain('no.such.key')
  })

  it('says that some models lack a setting without refusing it', async () => {
    const { body } = await admin.post(`${path}/check`, { values: { 'api.mode': 'off' } })
    expect(body.errors).toEqual([])
    expect(body.lacking).toEqual([{ key: 'api.mode', models: expect.arrayContaining(['gtm-5140']) }])
  })

  it('meets a value that is set too broadly, when it is assigned and when it is saved', async () => {
    const narrow = { 'sip.displayName': 'room@example.org' }
    const { id } = await make({ values: narrow })
    const roomId = await buildRoom(api.owner, { organizationId })
    const wide = await toAll(id)
    expect(wide).toMatchObject({ status: 422, body: { code: 'profile.refused' } })
    expect(wide.body.errors).toMatchObject([{ code: 'configuration.layer-too-broad' }])
    const deviceId = await buildDevice(api.owner, { organizationId, roomId })
    expect((await assign(id, 'device', deviceId)).status).toBe(201)
    const { id: other } = await make({ name: 'Other' })
    await toAll(other)
    const saved = await admin.patch(`${path}/${other}`, 1, { values: narrow })
    expect(saved.body.errors).toMatchObject([{ path: 'sip.displayName', code: 'configuration.layer-too-broad' }])
  })
})

describe('two admins', () => {
  it('who change one profile at the same time: one wins, the other is told of the new version, and nothing is lost', async () => {
    const { id } = await make()
    for (let version = 1; version < 6; version++) {
      const answers = await Promise.all([
        admin.patch(`${path}/${id}`, version, { values: { 'audio.defaultVolume': version } }),
        colleague.patch(`${path}/${id}`, version, { values: { 'network.mtu': 1300 + version } }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
      const late = answers.find(({ status }) => status === 412)
      expect(late?.body).toMatchObject({ code: 'request.version-outdated', params: { version: version + 1 } })
    }
    expect(await versions()).toBe(6)
    expect((await admin.patch(`${path}/${id}`, undefined, { name: 'X' })).status).toBe(428)
  })

  it('never take one name, or one priority on a scope', async () => {
    const answers = await Promise.all([admin.post(path, { name: 'Same' }), admin.post(path, { name: 'same' })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const [first, second] = [await make({ name: 'First' }), await make({ name: 'Second' })]
    const placed = await Promise.all([toAll(first.id, { priority: 7 }), toAll(second.id, { priority: 7 })])
    expect(placed.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = placed.find(({ status }) => status === 409)
    expect(refused?.body.code).toBe('assignment.priority-taken')
    expect(refused?.body.detail).toMatch(/the profile (First|Second) has the priority 7/)
  })
})

describe('a lock', () => {
  it('is set, lifted and changed only by those with the right to it', async () => {
    const may = async (body: object, version: number) => (await technician.patch(`${path}/${id}`, version, body)).status
    const { id } = await make({ values: { 'ui.theme': 'Night', 'network.mtu': 1400 }, locked: ['ui.theme'] })
    expect(await may({ locked: [] }, 1)).toBe(403)
    expect(await may({ locked: ['ui.theme', 'network.mtu'] }, 1)).toBe(403)
    expect(await may({ values: { 'ui.theme': 'Light' } }, 1)).toBe(403)
    expect(await may({ values: { 'ui.theme': null } }, 1)).toBe(403)
    expect(await may({ values: { 'network.mtu': 1300 } }, 1)).toBe(200)
    const refused = await technician.post(path, { name: 'T', values: { 'ui.theme': 'Night' }, locked: ['ui.theme'] })
    expect(refused).toMatchObject({ status: 403, body: { code: 'access.right-missing' } })
    expect((await technician.post(`${path}/${id}/clone`, { name: 'T' })).status).toBe(403)
    expect((await assign(id, 'organization', organizationId, {}, technician)).status).toBe(403)
    const { body } = await toAll(id)
    expect((await technician.remove(`/organizations/${organizationId}/assignments/${body.id}`)).status).toBe(403)
  })

  it('keeps narrower profiles from setting the key, naming profile and scope', async () => {
    const { id: above } = await make({ name: 'Policy', locked: ['ui.theme'] })
    await toAll(above)
    const { id } = await make({ name: 'Room', values: { 'network.mtu': 1400 } })
    const site = await buildLocation(api.owner, { organizationId, kind: 'site' })
    expect((await assign(id, 'location', site)).status).toBe(201)
    const refused = await admin.patch(`${path}/${id}`, 1, { values: { 'ui.theme': 'Light' } })
    expect(refused).toMatchObject({ status: 422, body: { code: 'profile.refused' } })
    expect(refused.body.errors).toMatchObject([{ path: 'ui.theme', code: 'configuration.locked' }])
    expect(refused.body.errors[0].message).toContain('Policy')
    const { id: other } = await make({ name: 'Other', values: { 'ui.theme': 'Light' } })
    for (const [kind, scope] of [
      ['location', site],
      ['room', await buildRoom(api.owner, { organizationId, locationId: site })],
      ['model', 'gtm-5140'],
      ['device', await buildDevice(api.owner, { organizationId })],
    ] as const)
      expect((await assign(other, kind, scope)).body.errors).toMatchObject([{ code: 'configuration.locked' }])
    expect((await toAll(other)).body.errors).toMatchObject([{ code: 'configuration.locked' }])
    expect((await assign(other, 'organization', organizationId, { priority: 1 })).status).toBe(201)
  })
})

describe('an assignment', () => {
  it('goes to what is there, once, with a place of its own', async () => {
    const { id } = await make()
    const first = await toAll(id)
    expect(first).toMatchObject({ status: 201, body: { priority: 100, scope: { kind: 'organization' }, version: 1 } })
    expect((await toAll(id)).body.code).toBe('assignment.already')
    const { id: other } = await make({ name: 'Other' })
    const second = await toAll(other)
    expect(second.body.priority).toBe(110)
    const list = await admin.get(`/organizations/${organizationId}/assignments?scopeKind=organization`)
    expect(list.body.items.map(({ profile }: { profile: { name: string } }) => profile.name)).toEqual(['Base', 'Other'])
    const change = (version: number, priority: number) =>
      admin.patch(`/organizations/${organizationId}/assignments/${second.body.id}`, version, { priority })
    expect((await change(1, 100)).body.code).toBe('assignment.priority-taken')
    expect((await change(1, 50)).body).toMatchObject({ priority: 50, version: 2 })
    expect((await change(1, 60)).status).toBe(412)
    expect(await auditOf('profile.assigned')).toHaveLength(2)
    expect(await auditOf('profile.reassigned')).toMatchObject([{ before: { priority: 110 }, after: { priority: 50 } }])
  })

  it.each([
    ['location', '00000000-0000-4000-8000-000000000000'],
    ['room', 'nowhere'],
    ['model', 'nothing'],
    ['organization', '00000000-0000-4000-8000-000000000000'],
  ])('to a %s that is not there is refused', async (kind, scope) => {
    const { id } = await make()
    expect((await assign(id, kind, scope)).body.code).toBe('assignment.scope-unknown')
    expect((await assign(organizationId, kind, scope)).body.code).toBe('profile.not-found')
  })

  it('is no partner layer, and not for devices that nobody can tell anything', async () => {
    const { id } = await make()
    expect((await assign(id, 'partner', organizationId)).body.code).toBe('assignment.partner-publishes')
    const retired = await buildDevice(api.owner, { organizationId, state: 'retired' })
    expect((await assign(id, 'device', retired)).body.code).toBe('device.retired')
  })
})

it('tells how many devices a profile reaches, and how many have it', async () => {
  const { id } = await make()
  await buildDevice(api.owner, { organizationId })
  await toAll(id)
  expect((await admin.get(`${path}/${id}`)).body.reach).toEqual({ devices: 1, released: 0 })
})

it('finds no profile of another organization', async () => {
  const elsewhere = (await buildOrganization(api.owner)).id
  const theirs = await buildProfile(api.owner, { organizationId: elsewhere })
  expect((await admin.get(`${path}/${theirs}`)).status).toBe(404)
  expect((await toAll(theirs)).body.code).toBe('profile.not-found')
})
