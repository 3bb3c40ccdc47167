import { buildActivation, buildDevice, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enrolmentOf, post, runLink } from '../../test/link/running-link.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string
let serials = 0

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}/devices`
})
afterAll(() => api.close())

const newSerial = () => {
  serials += 1
  return `DOOR${serials}`
}
const create = (more: object = {}, by = admin) =>
  by.post(path, { modelKey: 'gtm-5140', serial: newSerial(), name: 'Elbe', ...more })
const codeOf = async (more: object) => (await create(more)).body.code
const withVersion = (version: number) => ({ 'if-match': `"${version}"` })

describe('a device', () => {
  it('that can be linked waits for its first contact', async () => {
    const roomId = await buildRoom(api.owner, { organizationId, name: 'Elbe' })
    const made = await create({ roomId, mac: '00-1B-2C-3D-4E-5F', assetTag: 'A 7' })
    expect(made).toMatchObject({
      status: 201,
      body: {
        state: 'staged',
        management: 'linked',
        connection: 'never',
        room: { name: 'Elbe' },
        mac: '00:1b:2c:3d:4e:5f',
        version: 1,
      },
    })
    expect((await admin.get(`${path}/${made.body.id}`)).body).toEqual(made.body)
  })

  it('that cannot is recorded by hand, with source, date and registration', async () => {
    const facts = { firmwareVersion: '3.1', factsSource: 'a list', factsAt: '2026-05-01T00:00:00.000Z' }
    const made = await create({
      modelKey: 'h323-system',
      ...facts,
      registration: { mode: 'h323', address: '10.0.0.7' },
    })
    expect(made).toMatchObject({
      status: 201,
      body: { state: 'active', management: 'recorded', connection: 'recorded', ...facts, registrationMode: 'h323' },
    })
    expect(made.body.registration).toMatchObject({ mode: 'h323', address: '10.0.0.7', source: 'a list' })
  })

  it('is refused with a reason of its own for each thing that is wrong', async () => {
    const serial = newSerial()
    await create({ serial })
    expect(await codeOf({ serial })).toBe('device.serial-taken')
    expect(await codeOf({ serial: serial.toLowerCase() })).toBe('device.serial-taken')
    expect(await codeOf({ modelKey: 'gtm-9999' })).toBe('device.unknown-model')
    expect(await codeOf({ mac: 'not one' })).toBe('device.mac-invalid')
    expect(await codeOf({ modelKey: 'phone-2105', management: 'linked' })).toBe('device.cannot-be-linked')
    expect(await codeOf({ roomId: crypto.randomUUID() })).toBe('room.not-found')
    expect(await codeOf({ registration: { mode: 'h323' } })).toBe('registration.model-cannot')
    expect((await create({ name: '' })).status).toBe(400)
  })

  it('is changed by who read it last, and by nobody else', async () => {
    const { id } = (await create()).body
    expect((await admin.patch(`${path}/${id}`, undefined, { name: 'Weser' })).status).toBe(428)
    expect(await admin.patch(`${path}/${id}`, 1, { name: 'Weser' })).toMatchObject({
      status: 200,
      body: { name: 'Weser', version: 2 },
    })
    expect((await admin.patch(`${path}/${id}`, 1, { name: 'Oder' })).status).toBe(412)
    const both = await Promise.all([
      admin.patch(`${path}/${id}`, 2, { name: 'Oder' }),
      admin.patch(`${path}/${id}`, 2, { name: 'Ems' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(await admin.patch(`${path}/${id}`, 3, { firmwareVersion: '9' })).toMatchObject({
      body: { code: 'device.not-recorded' },
    })
    const { rows } = await api.owner.query(
      "SELECT before, after FROM audit_entries WHERE device_id = $1 AND action = 'device.changed' ORDER BY at LIMIT 1",
      [id],
    )
    expect(rows).toEqual([{ before: { name: 'Elbe' }, after: { name: 'Weser' } }])
  })

  it('is recorded with how it reaches meetings, unless its model cannot', async () => {
    const { id } = (await create({ modelKey: 'sip-system' })).body
    const record = (mode: string, version: number) =>
      admin.api('PUT', `${path}/${id}/registration`, { mode, source: 'a visit' }, withVersion(version))
    expect(await record('sip', 1)).toMatchObject({ status: 200, body: { registrationMode: 'sip', version: 2 } })
    expect(await record('h323', 2)).toMatchObject({ status: 422, body: { code: 'registration.model-cannot' } })
    expect((await record('none', 1)).status).toBe(412)
    expect((await admin.get(`${path}/${id}`)).body).toMatchObject({ registrationMode: 'sip', version: 2 })
  })

  it('is closed to auditors, and does not exist for strangers', async () => {
    const auditor = await api.signedIn('auditor', organizationId)
    const { id } = (await create()).body
    expect((await auditor.get(`${path}/${id}`)).status).toBe(200)
    expect((await create({}, auditor)).status).toBe(403)
    expect((await auditor.patch(`${path}/${id}`, 1, { name: 'X' })).status).toBe(403)
    const stranger = await api.signedIn('admin', (await buildOrganization(api.owner)).id)
    expect((await stranger.patch(`${path}/${id}`, 1, { name: 'X' })).status).toBe(404)
  })
})

describe('a claim code', () => {
  it('is used once, and a new one takes its place', async () => {
    const link = await runLink({ database: api.database })
    try {
      const made = (await create()).body
      const code = async () => (await admin.post(`${path}/${made.id}/claim-code`)).body.code
      const enrol = async (claimCode: string) =>
        (
          await post(
            `${link.url}/device/v1/enrol`,
            enrolmentOf({ organizationId, deviceId: made.id, serial: made.serial, model: 'gtm-5140', claimCode }),
          )
        ).status
      const [first, second] = [await code(), await code()]
      expect(await enrol(first)).toBeGreaterThanOrEqual(400)
      expect(await enrol(second)).toBeLessThan(300)
      expect(await enrol(second)).toBeGreaterThanOrEqual(400)
      const { rows } = await api.owner.query(
        'SELECT string_agg(to_jsonb(c)::text, $2) AS text FROM claim_codes c WHERE device_id = $1',
        [made.id, ' '],
      )
      expect(rows[0].text).not.toContain(second.replaceAll('-', ''))
    } finally {
      await link.close()
    }
  })

  it('is only for a device that waits for its first contact', async () => {
    const id = await buildDevice(api.owner, { organizationId })
    expect((await admin.post(`${path}/${id}/claim-code`)).body.code).toBe('device.not-staged')
  })
})

describe('retiring a device', () => {
  it('frees its licences, ends what was to be sent, and leaves a cause', async () => {
    const id = await buildDevice(api.owner, { organizationId, connection: 'offline' })
    const poolId = await buildPool(api.owner, { organizationId, units: 1 })
    await buildActivation(api.owner, { organizationId, deviceId: id, poolId })
    await admin.post(`${path}/${id}/configuration`, { values: { 'ui.theme': 'Night' } }, withVersion(0))
    const { version } = (await admin.get(`${path}/${id}`)).body
    expect((await admin.post(`${path}/${id}/retire`, { cause: 'sold' })).status).toBe(428)
    const retired = await admin.post(`${path}/${id}/retire`, { cause: 'sold' }, withVersion(version))
    expect(retired).toMatchObject({
      status: 200,
      body: { state: 'retired', retiredCause: 'sold', features: [], activations: [] },
    })
    const { rows } = await api.owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])
    expect(rows).toEqual([{ active: 0 }])
    const targets = await admin.get(`${path}/${id}/targets`)
    expect(targets.body.items).toMatchObject([{ state: 'cancelled', reason: { code: 'device-retired' } }])
    expect((await admin.post(`${path}/${id}/retire`, { cause: 'sold' }, withVersion(version + 1))).body.code).toBe(
      'device.retired',
    )
    const actions = await api.owner.query(
      "SELECT action FROM audit_entries WHERE device_id = $1 AND action ~ '^(license|target|device)' ORDER BY at, id",
      [id],
    )
    expect(actions.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['license.released', 'target.cancelled', 'device.retired']),
    )
  })
})
