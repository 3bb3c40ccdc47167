import type { EnrolmentResponse, TokenResponse } from '@maestro/contract/devices'
import { buildAssignment, buildGrant, buildOrganization, buildPool, buildProfile, patient } from '@maestro/testkit'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { assertionOf, enrolmentOf, newKey, post } from '../link/running-link.js'
import type { Visitor } from '../visitor.js'
import { auditOf, change, deviceBecomes, type Office, type OfficeDevice, openOffice, targetBecomes } from './office.js'
import { prepared } from './rollout.js'

let office: Office
/** The same office as seen by the partner, and its other customer. */
let here: Office
let there: Office

beforeAll(async () => {
  office = await openOffice()
  const { owner, organizationId, partner } = office
  const [grant] = (
    await owner.query('SELECT partner_id AS id FROM grants WHERE organization_id = $1', [organizationId])
  ).rows
  const other = (await buildOrganization(owner)).id
  await buildGrant(owner, { organizationId: other, partnerId: grant.id })
  here = { ...office, admin: partner }
  there = { ...office, organizationId: other, path: `/organizations/${other}`, admin: partner }
  for (const place of [here, there]) await buildPool(owner, { organizationId: place.organizationId, units: 5 })
})
afterAll(() => office?.close())

const activate = (place: Office, id: string) =>
  place.admin.post(`${place.path}/devices/${id}/activations`, { featureKey: 'dual-screen' })
const release = (place: Office, id: string) =>
  place.admin.api('DELETE', `${place.path}/devices/${id}/activations/dual-screen`)
const holds = (place: Office, id: string, issue: number) =>
  vi.waitFor(
    async () =>
      expect((await place.admin.get(`${place.path}/devices/${id}/license-file`)).body).toMatchObject({
        issue,
        confirmedAt: expect.any(String),
      }),
    patient,
  )

async function move(device: OfficeDevice, by: Visitor) {
  const path = `${here.path}/devices/${device.id}/move`
  const body = { toOrganizationId: there.organizationId }
  const shown = (await by.post(`${path}/preview`, body)).body
  const reason = 'Sold with the building'
  const { previewHash } = shown
  return { shown, answer: await by.post(path, { ...body, previewHash, reason }, { 'if-match': '*' }) }
}

it('a device in use moves, is reset, and becomes what its new organization wants of it', async () => {
  const device = await office.device()
  const fleet = await office.fleet([device])
  const pretend = fleet.device(device.serial)
  await deviceBecomes(here, device, { connection: 'online' })
  // Three files, so that the first number of another organization would be below what the device has met.
  await activate(here, device.id)
  await holds(here, device.id, 1)
  await release(here, device.id)
  await holds(here, device.id, 2)
  await activate(here, device.id)
  await holds(here, device.id, 3)
  await change(here, device, { 'network.mtu': 1400 })
  await targetBecomes(here, device, { state: 'confirmed' })
  await pretend.startCall()
  await deviceBecomes(here, device, { inCall: true })
  await change(here, device, { 'ui.theme': 'Night' })
  await targetBecomes(here, device, { state: 'waiting', reason: { code: 'in-call' } })

  const { shown, answer } = await move(device, office.partner)
  expect(shown).toMatchObject({
    licenses: [{ featureKey: 'dual-screen' }],
    settings: ['network.mtu', 'ui.theme'],
    deployments: [{ id: expect.any(String) }],
    unconfirmed: true,
  })
  expect(answer).toMatchObject({ status: 200, body: { retired: { state: 'retired', retiredCause: 'moved' } } })
  await targetBecomes(here, device, { state: 'cancelled', reason: { code: 'device-left' } })

  const next: OfficeDevice = { ...device, id: answer.body.moved.deviceId, claimCode: answer.body.claimCode.code }
  pretend.reset(next.claimCode)
  await deviceBecomes(there, next, { connection: 'online', state: 'active', features: [] })
  expect(pretend.deviceId).toBe(next.id)
  expect([pretend.settings, pretend.licenseFile]).toEqual([{}, undefined])

  expect((await activate(there, next.id)).status).toBe(200)
  await holds(there, next.id, 4)
  const profileId = await buildProfile(office.owner, {
    organizationId: there.organizationId,
    values: { 'ui.theme': 'Light', 'display.monitors': 'Dual' },
  })
  const everybody = { scopeKind: 'organization', scopeId: there.organizationId, priority: 1 } as const
  await buildAssignment(office.owner, { organizationId: there.organizationId, profileId, ...everybody })
  const draft = await prepared(there, { scope: { everyone: true } })
  const started = await there.admin.post(`${there.path}/deployments/${draft.id}/start`, {
    previewHash: draft.previewHash,
  })
  expect(started.status).toBe(200)
  await targetBecomes(there, next, { state: 'confirmed' })
  expect(pretend.settings).toMatchObject({ ui: { theme: 'Light' }, display: { monitors: 'Dual' } })
  expect(pretend.settings).not.toHaveProperty('network.mtu')

  const words = async (place: Office, one: OfficeDevice) => (await auditOf(place, one)).map(({ action }) => action)
  expect(await words(here, device)).toEqual(expect.arrayContaining(['device.retired', 'device.moved-away']))
  expect(await words(there, next)).toEqual(expect.arrayContaining(['device.moved-here', 'device.enrolled']))
  const old = await here.admin.get(`${here.path}/devices/${device.id}`)
  expect(old.body).toMatchObject({ state: 'retired', connection: 'offline', room: { id: office.roomId } })
})

it('its connection ends with the move, on whichever process holds it', async () => {
  const device = await office.device()
  const { origin, environment } = office.processes
  const key = newKey()
  const claim = { ...device, organizationId: here.organizationId, deviceId: device.id, model: 'gtm-5140' }
  const place = (await (await post(`${origin}/device/v1/enrol`, enrolmentOf(claim, key))).json()) as EnrolmentResponse
  const assertion = await assertionOf(device.id, key.privateKey, { audience: place.issuer })
  const { token } = (await (await post(`${origin}/device/v1/token`, { assertion })).json()) as TokenResponse
  const client = await connectAsync(`mqtt://127.0.0.1:${environment['MAESTRO_MQTT_PORT']}`, {
    clientId: device.id,
    username: device.id,
    password: token,
    reconnectPeriod: 0,
  })
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
  expect((await move(device, office.partner)).answer.status).toBe(200)
  await closed
  expect(client.connected).toBe(false)
})
