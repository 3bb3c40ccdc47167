import { randomUUID } from 'node:crypto'
import {
  buildActivation,
  buildAssignment,
  buildDevice,
  buildGrant,
  buildOrganization,
  buildPool,
  buildProfile,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let partner: Visitor
let partnerId: string
/** Two customers of one partner. */
let from: string
let to: string
let roomId: string

beforeAll(async () => {
  api = await runApi()
  partnerId = (await buildOrganization(api.owner, { kind: 'partner' })).id
  partner = await api.signedIn('partner-admin', partnerId)
})
beforeEach(async () => {
  const [one, other] = [await buildOrganization(api.owner), await buildOrganization(api.owner)]
  from = one.id
  to = other.id
  for (const organizationId of [from, to]) await buildGrant(api.owner, { organizationId, partnerId })
  roomId = await buildRoom(api.owner, { organizationId: from, name: 'Atrium' })
})
afterAll(() => api.close())

const device = (more: object = {}) => buildDevice(api.owner, { organizationId: from, ...more })
const at = (id: string, organizationId = from) => `/organizations/${organizationId}/devices/${id}`
const preview = (id: string, by: Visitor, toOrganizationId = to) =>
  by.post(`${at(id)}/move/preview`, { toOrganizationId })
const move = (id: string, by: Visitor, body: object, headers: Readonly<Record<string, string>> = { 'if-match': '*' }) =>
  by.api('POST', `${at(id)}/move`, { toOrganizationId: to, ...body }, headers)
const moved = async (id: string, by = partner, body: object = {}) =>
  move(id, by, { previewHash: (await preview(id, by)).body.previewHash, ...body })
const rows = async (sql: string, ...values: unknown[]) => (await api.owner.query(sql, values)).rows
const devicesOf = (serial: string) =>
  rows(
    'SELECT organization_id, state, retired_cause, name FROM devices WHERE serial = $1 ORDER BY created_at, id',
    serial,
  )
const auditOf = (id: string) =>
  rows('SELECT * FROM audit_entries WHERE device_id = $1 ORDER BY at, id', id) as Promise<
    { action: string; grant_id: string; reason: string; details: { move: string } }[]
  >
const everything = () =>
  rows(`SELECT 'd' AS kind, id, version, state FROM devices UNION ALL SELECT 'c', id, 0, '' FROM claim_codes
    UNION ALL SELECT 'a', id, 0, action FROM audit_entries UNION ALL SELECT 't', id, 0, state FROM deployment_targets ORDER BY 1, 2`)

/** A device with all that can stay behind, and a change on its way to it. */
async function oneInUse() {
  const serial = `MV-${randomUUID().slice(0, 8).toUpperCase()}`
  const id = await device({
    serial,
    name: 'Atrium left',
    roomId,
    assetTag: 'A-17',
    connection: 'offline',
    registration: { mode: 'business' },
  })
  const values = { 'ui.theme': 'Night' }
  expect((await partner.post(`${at(id)}/configuration`, { values }, { 'if-match': '*' })).status).toBeLessThan(300)
  const group = { name: `By hand ${randomUUID()}`, deviceIds: [id] }
  const groupId: string = (await partner.post(`/organizations/${from}/groups`, group)).body.id
  const profileId = await buildProfile(api.owner, { organizationId: from, values: { 'network.mtu': 1400 } })
  const scope = { scopeKind: 'device', scopeId: id }
  await buildAssignment(api.owner, { organizationId: from, profileId, priority: 10, ...scope })
  const poolId = await buildPool(api.owner, { organizationId: from, units: 5 })
  await buildActivation(api.owner, { organizationId: from, deviceId: id, poolId })
  return { id, serial, groupId, profileId, poolId }
}

describe('moving a device', () => {
  it('shows what would stay behind and what would end, and changes nothing (200)', async () => {
    const { id, serial, groupId, profileId } = await oneInUse()
    const before = await everything()
    const shown = await preview(id, partner)
    expect(shown).toMatchObject({
      status: 200,
      body: {
        device: { id, name: 'Atrium left', serial, modelKey: 'gtm-5140' },
        to: { id: to },
        enrols: true,
        room: { id: roomId, name: 'Atrium' },
        assetTag: 'A-17',
        settings: ['ui.theme'],
        profiles: [{ id: profileId }],
        groups: [{ id: groupId }],
        registration: { mode: 'business' },
        deployments: [{ id: expect.any(String) }],
        licenses: [{ featureKey: 'dual-screen' }],
        unconfirmed: true,
        previewHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
    expect(await everything()).toEqual(before)
  })

  it('through grants retires it here and stages it there, with its name and nothing else (200)', async () => {
    const { id, serial, poolId } = await oneInUse()
    await rows(
      `INSERT INTO device_credentials (id, organization_id, device_id, public_key, thumbprint) VALUES ($1::uuid, $2, $3, '{}', $1::text)`,
      randomUUID(),
      from,
      id,
    )
    const answer = await moved(id, partner, { reason: 'Sold with the building' })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        retired: { id, state: 'retired', retiredCause: 'moved', features: [], room: { id: roomId } },
        moved: { organizationId: to, deviceId: expect.any(String) },
        claimCode: { code: expect.stringMatching(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/) },
      },
    })
    const { deviceId } = answer.body.moved
    expect((await partner.get(at(deviceId, to))).body).toMatchObject({
      name: 'Atrium left',
      serial,
      vendor: 'StarLeaf',
      modelKey: 'gtm-5140',
      state: 'staged',
      connection: 'never',
      room: null,
      assetTag: null,
      features: [],
      registration: null,
    })
    expect(await rows('SELECT active FROM license_pools WHERE id = $1', poolId)).toEqual([{ active: 0 }])
    expect((await partner.get(`/organizations/${from}/licenses/unconfirmed-releases`)).body.items).toMatchObject([
      { device: { id }, cause: 'moved' },
    ])
    expect(await rows('SELECT 1 FROM device_credentials WHERE device_id = $1 AND revoked_at IS NULL', id)).toEqual([])
    expect(await rows('SELECT 1 FROM configuration_layers WHERE scope_id = $1', deviceId)).toEqual([])
    expect(await rows('SELECT "values" FROM configuration_layers WHERE scope_id = $1', id)).toHaveLength(1)
  })

  it('ends what was on its way to it, with a reason in words of both languages (200)', async () => {
    const { id } = await oneInUse()
    await moved(id)
    const words = async (language: string) =>
      (await partner.get(`${at(id)}/targets`, { 'accept-language': language })).body.items.map(
        (target: { state: string; reason: { code: string; text: string } }) => [target.state, target.reason],
      )
    expect(await words('en')).toMatchObject([
      ['cancelled', { code: 'device-left', text: 'The device was moved to another organization.' }],
    ])
    expect(await words('de')).toMatchObject([
      ['cancelled', { text: 'Das Gerät ist in eine andere Organisation gewechselt.' }],
    ])
  })

  it('is in both audits, each through its own grant, and neither names the other organization (200)', async () => {
    const { id } = await oneInUse()
    const answer = await moved(id, partner, { reason: 'Sold with the building' })
    const [here, there] = [await auditOf(id), await auditOf(answer.body.moved.deviceId)]
    const left = here.find(({ action }) => action === 'device.moved-away')
    const came = there.find(({ action }) => action === 'device.moved-here')
    const grants = await rows(
      'SELECT id, organization_id AS at FROM grants WHERE organization_id IN ($1, $2)',
      from,
      to,
    )
    const grantAt = (organizationId: string) => grants.find((grant) => grant.at === organizationId)?.id
    expect([left?.grant_id, came?.grant_id]).toEqual([grantAt(from), grantAt(to)])
    expect([left?.reason, came?.reason]).toEqual(['Sold with the building', 'Sold with the building'])
    expect(left?.details.move).toBe(came?.details.move)
    expect(here.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['license.released', 'target.cancelled', 'device.retired', 'device.moved-away']),
    )
    expect(there.map(({ action }) => action)).toEqual(['device.created', 'device.moved-here', 'claim-code.created'])
    const names = await rows('SELECT id, name FROM organizations WHERE id IN ($1, $2)', from, to)
    const nameOf = (organizationId: string) => names.find((one) => one.id === organizationId)?.name
    for (const [entries, other] of [[here, to] as const, [there, from] as const]) {
      expect(JSON.stringify(entries)).not.toContain(other)
      expect(JSON.stringify(entries)).not.toContain(nameOf(other))
    }
  })

  it('is done by a person who may manage devices in both, and of what is recorded by hand without a claim code (200)', async () => {
    const both = await api.signedIn('admin', from, to)
    const id = await device({ management: 'recorded', name: 'On paper' })
    const answer = await moved(id, both)
    expect(answer).toMatchObject({ status: 200, body: { claimCode: null, retired: { retiredCause: 'moved' } } })
    expect((await both.get(at(answer.body.moved.deviceId, to))).body).toMatchObject({
      name: 'On paper',
      management: 'recorded',
      state: 'active',
    })
  })

  it('happens once for one Idempotency-Key, whose answer has the same claim code again (200)', async () => {
    const serial = `ONCE-${from.slice(0, 8).toUpperCase()}`
    const id = await device({ serial })
    const { previewHash } = (await preview(id, partner)).body
    const headers = { 'if-match': '*', 'idempotency-key': randomUUID() }
    const answers = [
      await move(id, partner, { previewHash }, headers),
      await move(id, partner, { previewHash }, headers),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[1]?.body).toEqual(answers[0]?.body)
    expect(await devicesOf(serial)).toHaveLength(2)
  })

  it('asks for a whole request (400)', async () => {
    const id = await device()
    expect((await partner.post(`${at(id)}/move/preview`, {})).status).toBe(400)
    expect((await move(id, partner, { toOrganizationId: 'nowhere', previewHash: 'x' })).status).toBe(400)
    expect((await move(id, partner, {})).status).toBe(400)
  })

  it('asks who it is (401)', async () => {
    const id = await device()
    expect((await preview(id, api.visitor)).status).toBe(401)
    expect((await move(id, api.visitor, { previewHash: 'x' })).status).toBe(401)
  })

  it('needs the right in both, and names the one that lacks it (403)', async () => {
    const id = await device()
    const viewerHere = await api.signedIn('viewer', from, to)
    expect(await preview(id, viewerHere)).toMatchObject({ status: 403, body: { code: 'access.right-missing' } })
    await rows(`UPDATE grants SET rights = '{devices.view}' WHERE organization_id = $1`, to)
    const [{ name }] = (await rows('SELECT name FROM organizations WHERE id = $1', to)) as [{ name: string }]
    for (const answer of [await preview(id, partner), await move(id, partner, { previewHash: 'x' })]) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'access.right-missing' } })
      expect(answer.body.detail).toContain(name)
    }
    await rows(`UPDATE grants SET rights = '{devices.manage}' WHERE organization_id = $1`, to)
    await rows(`UPDATE grants SET rights = '{devices.view}' WHERE organization_id = $1`, from)
    expect((await preview(id, partner)).status).toBe(403)
  })

  it('confirms no guess at an organization: unseen, unknown, or seen until its grant ended (404)', async () => {
    const id = await device()
    const admin = await api.signedIn('admin', from)
    const scopes = ['devices.view', 'devices.manage']
    const made = await (await api.signedIn('owner', from)).post(`/organizations/${from}/tokens`, { name: 'CI', scopes })
    const program = api.visitor.withToken(made.body.secret)
    const unknown = await preview(id, admin, randomUUID())
    expect(unknown).toMatchObject({ status: 404, body: { code: 'request.not-found' } })
    await rows('UPDATE grants SET ended_at = now() WHERE organization_id = $1', to)
    for (const by of [admin, program, partner]) {
      const answers = [await preview(id, by), await move(id, by, { previewHash: 'x' })]
      for (const { status, body } of answers) {
        expect(status).toBe(404)
        expect({ ...body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
      }
    }
    expect(await rows('SELECT 1 FROM devices WHERE organization_id = $1', to)).toEqual([])
    const foreign = await buildDevice(api.owner, { organizationId: to })
    expect((await preview(foreign, await api.signedIn('admin', from, to))).status).toBe(404)
  })

  it('is refused of what was retired, and when something has changed since the preview (409)', async () => {
    const id = await device()
    const { previewHash } = (await preview(id, partner)).body
    const poolId = await buildPool(api.owner, { organizationId: from })
    await buildActivation(api.owner, { organizationId: from, deviceId: id, poolId })
    expect(await move(id, partner, { previewHash })).toMatchObject({
      status: 409,
      body: { code: 'device.move-changed' },
    })
    expect((await moved(id)).status).toBe(200)
    expect(await preview(id, partner)).toMatchObject({ status: 409, body: { code: 'device.retired' } })
    expect((await preview(await device({ state: 'retired' }), partner)).status).toBe(409)
  })

  it('asks for the version that was read, and for another organization (412, 422, 428)', async () => {
    const id = await device()
    const { previewHash } = (await preview(id, partner)).body
    expect((await move(id, partner, { previewHash }, { 'if-match': '"99"' })).status).toBe(412)
    expect((await move(id, partner, { previewHash }, {})).status).toBe(428)
    expect(await preview(id, partner, from)).toMatchObject({ status: 422, body: { code: 'device.moved-to-itself' } })
  })
})
