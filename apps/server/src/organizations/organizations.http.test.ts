import {
  buildActivation,
  buildDevice,
  buildGrant,
  buildOrganization,
  buildPool,
  buildRoom,
  oneOfEverything,
} from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let owner: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner, { name: 'Adler' })).id
  owner = await api.signedIn('owner', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

describe('an organization', () => {
  it('is shown with what the caller may do in it', async () => {
    const { status, headers, body } = await owner.get(path)
    expect([status, headers['etag']]).toEqual([200, '"1"'])
    expect(body).toMatchObject({ name: 'Adler', role: 'owner', through: null })
    expect(body.rights).toContain('organization.manage')
    expect(body.rights).not.toContain('customers.view')
  })

  it('is changed as it was read, with a record of before and after', async () => {
    const changed = await owner.patch(path, 1, { name: 'Adler AG', language: 'de', timeZone: 'Europe/Zurich' })
    expect(changed).toMatchObject({ status: 200, body: { name: 'Adler AG', language: 'de', version: 2 } })
    const { body } = await owner.get(`${path}/audit?action=organization.changed`)
    expect(body.items).toMatchObject([
      { before: { name: 'Adler', timeZone: 'Europe/Berlin' }, after: { name: 'Adler AG', timeZone: 'Europe/Zurich' } },
    ])
  })

  it('is refused for input that is none', async () => {
    const { status, body } = await owner.patch(path, 2, { name: '', language: 'fr' })
    expect(status).toBe(400)
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual(['name', 'language'])
  })

  it('is closed without a sign-in, to admins, and to people of others', async () => {
    const admin = await api.signedIn('admin', organizationId)
    const stranger = await api.signedIn('owner', (await buildOrganization(api.owner)).id)
    expect((await api.visitor.get(path)).status).toBe(401)
    expect((await admin.patch(path, 2, { name: 'X' })).status).toBe(403)
    expect((await stranger.get(path)).status).toBe(404)
    expect((await owner.get('/organizations/not-an-id')).status).toBe(404)
  })

  it('is not changed over somebody else, nor blindly, nor into a zone that does not exist', async () => {
    expect((await owner.patch(path, 1, { name: 'X' })).status).toBe(412)
    expect((await owner.patch(path, undefined, { name: 'X' })).status).toBe(428)
    expect((await owner.patch(path, 2, { timeZone: 'Mars' })).body.code).toBe('organization.time-zone-unknown')
  })

  it('is open to a partner as long as its grant lives, from one request to the next', async () => {
    const partner = await buildOrganization(api.owner, { kind: 'partner', name: 'Raumwerk' })
    const guest = await api.signedIn('partner-technician', partner.id)
    expect((await guest.get(path)).status).toBe(404)
    const grantId = await buildGrant(api.owner, { organizationId, partnerId: partner.id })
    const { body } = await guest.get(path)
    expect(body).toMatchObject({ role: 'partner-technician', through: { id: partner.id, name: 'Raumwerk' } })
    expect(body.rights).not.toContain('licenses.manage')
    await api.owner.query('UPDATE grants SET ended_at = now() WHERE id = $1', [grantId])
    expect((await guest.get(path)).status).toBe(404)
  })
})

describe('the overview', () => {
  it('of an empty organization is all zeros', async () => {
    const { status, body } = await owner.get(`${path}/overview`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ rooms: 0, devices: { all: 0, attention: 0 }, licenses: { units: 0 }, needs: [] })
  })

  it('counts rooms, devices, licences and changes, and lists what needs a person, most urgent first', async () => {
    const { id } = await buildOrganization(api.owner)
    const viewer = await api.signedIn('viewer', id)
    const roomId = await buildRoom(api.owner, { organizationId: id, name: 'Atrium' })
    const make = (more: object) => buildDevice(api.owner, { organizationId: id, roomId, firmware: '4.2', ...more })
    const licensed = await make({ name: 'Fine' })
    await make({ name: 'No camera', problems: ['camera-missing'], firmware: '4.1' })
    await make({ name: 'Gone', connection: 'offline', lastSeenAt: new Date('2026-02-01T00:00:00Z') })
    await make({ name: 'Gone for longer', connection: 'offline', lastSeenAt: new Date('2026-01-01T00:00:00Z') })
    await make({ name: 'New', state: 'staged', connection: 'never' })
    await make({ name: 'By hand', management: 'recorded' })
    await make({ name: 'Old', state: 'retired', connection: 'offline' })
    const poolId = await buildPool(api.owner, { organizationId: id, units: 5 })
    await buildActivation(api.owner, { organizationId: id, deviceId: licensed, poolId })
    await buildPool(api.owner, { organizationId: id, units: 2, validUntil: new Date(Date.now() + 86_400_000) })
    await buildPool(api.owner, { organizationId: id, units: 9, validUntil: new Date(Date.now() - 86_400_000) })
    const { body } = await viewer.get(`/organizations/${id}/overview`)
    expect(body).toEqual({
      rooms: 1,
      devices: { all: 6, online: 2, offline: 2, inCall: 0, attention: 3, drift: 0, staged: 1, recorded: 1 },
      licenses: { units: 7, active: 1, free: 6, expiring: 2 },
      deployments: { running: 0, failedTargets: 0 },
      needs: [
        expect.objectContaining({
          deviceName: 'Gone for longer',
          reason: 'offline',
          since: '2026-01-01T00:00:00.000Z',
        }),
        expect.objectContaining({ deviceName: 'Gone', roomName: 'Atrium' }),
        expect.objectContaining({ deviceName: 'No camera', reason: 'camera-missing' }),
      ],
      licenseNotices: [],
      firmware: [
        { version: '4.2', devices: 5 },
        { version: '4.1', devices: 1 },
      ],
    })
  })

  it('shows a change that failed, and since when', async () => {
    const { organizationId: id, deviceId } = await oneOfEverything(api.owner)
    await api.owner.query(
      `UPDATE deployment_targets SET state = 'failed', finished_at = '2026-03-01T00:00:00Z' WHERE device_id = $1`,
      [deviceId],
    )
    const viewer = await api.signedIn('viewer', id)
    const { body } = await viewer.get(`/organizations/${id}/overview`)
    expect(body).toMatchObject({
      deployments: { running: 1, failedTargets: 1 },
      needs: [{ deviceId, reason: 'configuration-failed', since: '2026-03-01T00:00:00.000Z' }],
    })
  })
})
