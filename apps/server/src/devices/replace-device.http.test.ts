import { randomUUID } from 'node:crypto'
import {
  buildActivation,
  buildAssignment,
  buildDevice,
  buildLocation,
  buildOrganization,
  buildPool,
  buildProfile,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let roomId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  const locationId = await buildLocation(api.owner, { organizationId })
  roomId = await buildRoom(api.owner, { organizationId, locationId, name: 'Atrium' })
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

const device = (more: object = {}) => buildDevice(api.owner, { organizationId, ...more })
const pool = (feature: 'dual-screen' | 'api' | 'hdmi-inputs') =>
  buildPool(api.owner, { organizationId, feature, units: 5 })
const license = async (deviceId: string, feature: 'dual-screen' | 'api' | 'hdmi-inputs') => {
  const poolId = await pool(feature)
  await buildActivation(api.owner, { organizationId, deviceId, poolId, feature })
  return poolId
}
const preview = (id: string, body: object) => admin.post(`${path}/devices/${id}/replacement/preview`, body)
const replace = (id: string, body: object, ifMatch = '*') =>
  admin.api('POST', `${path}/devices/${id}/replacement`, body, { 'if-match': ifMatch })
const replaced = async (id: string, body: object) => {
  const { previewHash } = (await preview(id, body)).body
  return replace(id, { ...body, previewHash })
}
const serial = () => `NEW-${randomUUID().slice(0, 8).toUpperCase()}`
const rows = async (sql: string) => (await api.owner.query(sql, [organizationId])).rows

/** A device with all that another can take over. */
async function anOldOne(more: object = {}) {
  const old = await device({
    name: 'Atrium left',
    roomId,
    assetTag: 'A-17',
    connection: 'offline',
    registration: { mode: 'business' },
    ...more,
  })
  const set = { values: { 'ui.theme': 'Night' } }
  expect(
    (await admin.api('POST', `${path}/devices/${old}/configuration`, set, { 'if-match': '*' })).status,
  ).toBeLessThan(300)
  const groupId = (await admin.post(`${path}/groups`, { name: `By hand ${randomUUID()}`, deviceIds: [old] })).body.id
  const profileId = await buildProfile(api.owner, { organizationId, values: { 'network.mtu': 1400 } })
  await buildAssignment(api.owner, { organizationId, profileId, priority: 10, scopeKind: 'device', scopeId: old })
  return { old, groupId: groupId as string, profileId }
}

describe('replacing a device', () => {
  it('shows what another would take over, and changes nothing', async () => {
    const { old, groupId, profileId } = await anOldOne()
    await license(old, 'dual-screen')
    const before = await rows('SELECT id, version, state FROM devices WHERE organization_id = $1')
    const wanted = serial()
    const shown = await preview(old, { by: { serial: wanted }, takeAssetTag: true })
    expect(shown).toMatchObject({
      status: 200,
      body: {
        old: { id: old, name: 'Atrium left' },
        new: { id: null, serial: wanted, modelKey: 'gtm-5140' },
        room: { id: roomId, name: 'Atrium' },
        assetTag: 'A-17',
        settings: { taken: ['ui.theme'], leftOut: [] },
        profiles: [{ id: profileId }],
        groups: [{ id: groupId }],
        registration: { mode: 'business' },
        licenses: [{ featureKey: 'dual-screen', outcome: 'moves' }],
        unconfirmed: true,
      },
    })
    expect(shown.body.previewHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await rows('SELECT id, version, state FROM devices WHERE organization_id = $1')).toEqual(before)
    expect(await rows(`SELECT 1 FROM audit_entries WHERE organization_id = $1 AND action = 'device.replaced'`)).toEqual(
      [],
    )
  })

  it('by a serial number that nobody knew stages a device with a claim code, in the place of the old one', async () => {
    const { old, groupId } = await anOldOne()
    const poolId = await license(old, 'dual-screen')
    const answer = await replaced(old, { by: { serial: serial() }, takeAssetTag: true })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        device: {
          name: 'Atrium left',
          state: 'staged',
          room: { id: roomId },
          assetTag: 'A-17',
          features: ['dual-screen'],
          registration: { mode: 'business' },
        },
        replaced: { id: old, state: 'retired', retiredCause: 'failed', features: [] },
        claimCode: { code: expect.any(String) },
      },
    })
    const next = answer.body.device.id
    expect(await rows('SELECT device_id AS id FROM device_group_members WHERE organization_id = $1')).toEqual([
      { id: next },
    ])
    expect(
      await rows(`SELECT scope_id AS id FROM profile_assignments WHERE organization_id = $1 AND scope_kind = 'device'`),
    ).toEqual([{ id: next }])
    expect(
      await rows(`SELECT "values" FROM configuration_layers WHERE organization_id = $1 AND scope_id = '${next}'`),
    ).toEqual([{ values: { 'ui.theme': 'Night' } }])
    expect(await rows(`SELECT active FROM license_pools WHERE organization_id = $1 AND id = '${poolId}'`)).toEqual([
      { active: 1 },
    ])
    expect((await admin.get(`${path}/licenses/unconfirmed-releases`)).body.items).toMatchObject([
      { device: { id: old }, cause: 'replaced' },
    ])
    const audited = await rows(
      `SELECT device_id AS id FROM audit_entries WHERE organization_id = $1 AND action = 'device.replaced' ORDER BY at, id`,
    )
    expect(audited.map(({ id }) => id).sort()).toEqual([old, next].sort())
    expect(groupId).toBeTruthy()
    const again = await preview(old, { by: { serial: serial() } })
    expect(again).toMatchObject({ status: 409, body: { code: 'device.already-replaced' } })
    expect(again.body.detail).toContain('Atrium left')
  })

  it('by a device that is there already brings it what it took over, and lists what its model cannot have', async () => {
    const { old } = await anOldOne({ model: 'gtm-5250' })
    for (const feature of ['dual-screen', 'api', 'hdmi-inputs'] as const) await license(old, feature)
    const next = await device({ model: 'gtm-5140', name: 'Spare' })
    await license(next, 'dual-screen')
    const shown = (await preview(old, { by: { deviceId: next } })).body
    expect(shown.licenses).toEqual([
      { featureKey: 'api', outcome: 'left-over' },
      { featureKey: 'dual-screen', outcome: 'already-active' },
      { featureKey: 'hdmi-inputs', outcome: 'left-over' },
    ])
    const { serial: known } = (await admin.get(`${path}/devices/${next}`)).body
    const answer = await replaced(old, { by: { serial: known }, cause: 'sold' })
    expect(answer).toMatchObject({
      status: 200,
      body: { device: { id: next, name: 'Atrium left' }, replaced: { retiredCause: 'sold' }, claimCode: null },
    })
    expect(
      await rows(
        'SELECT feature_key, sum(active)::int AS n FROM license_pools WHERE organization_id = $1 GROUP BY 1 ORDER BY 1',
      ),
    ).toEqual([
      { feature_key: 'api', n: 0 },
      { feature_key: 'dual-screen', n: 1 },
      { feature_key: 'hdmi-inputs', n: 0 },
    ])
    expect(
      await rows(`SELECT d.kind FROM deployment_targets t JOIN deployments d ON d.id = t.deployment_id
        WHERE t.organization_id = $1 AND t.device_id = '${next}' AND t.state = 'planned'`),
    ).toHaveLength(1)
  })

  it('names what becomes different on a device in use, settings that come with a licence too, and whether it restarts', async () => {
    const { old } = await anOldOne()
    await license(old, 'dual-screen')
    const set = { values: { 'display.monitors': 'Dual', 'network.mtu': 1450 } }
    const made = await admin.api('POST', `${path}/devices/${old}/configuration`, set, { 'if-match': '*' })
    expect(made.status).toBeLessThan(300)
    const next = await device({ name: 'Spare' })
    const shown = (await preview(old, { by: { deviceId: next } })).body
    expect(shown).toMatchObject({
      settings: {
        taken: ['display.monitors', 'network.mtu', 'ui.theme'],
        changes: [
          { key: 'display.monitors', before: null, after: 'Dual' },
          { key: 'network.mtu', before: null, after: 1450, restart: true },
          { key: 'ui.theme', before: null, after: 'Night', restart: false },
        ],
      },
      restart: true,
    })
    expect((await preview(old, { by: { serial: serial() } })).body).toMatchObject({
      settings: { changes: shown.settings.changes },
      restart: false,
    })
    expect((await replaced(old, { by: { deviceId: next } })).status).toBe(200)
    const [target] = await rows(`SELECT changes, restart FROM deployment_targets
      WHERE organization_id = $1 AND device_id = '${next}' AND state = 'planned'`)
    expect(target.restart).toBe(true)
    expect(target.changes.map(({ key }: { key: string }) => key).sort()).toEqual([
      'display.monitors',
      'license.dual-screen',
      'network.mtu',
      'ui.theme',
    ])
  })

  it('is refused when something has changed since the preview', async () => {
    const { old } = await anOldOne()
    const body = { by: { serial: serial() } }
    const { previewHash } = (await preview(old, body)).body
    await license(old, 'dual-screen')
    expect((await replace(old, { ...body, previewHash })).body.code).toBe('device.replacement-changed')
    expect((await replace(old, { ...body, previewHash }, '"99"')).status).toBe(412)
    expect(await rows(`SELECT 1 FROM devices WHERE organization_id = $1 AND state = 'retired'`)).toEqual([])
  })

  it('is refused by what cannot take its place, with a reason each time', async () => {
    const { old } = await anOldOne()
    const code = async (by: object) => {
      const { status, body } = await preview(old, { by })
      return [status, body.code]
    }
    expect(await code({ deviceId: old })).toEqual([422, 'device.replaced-by-itself'])
    expect(await code({ deviceId: await device({ state: 'retired' }) })).toEqual([409, 'device.retired'])
    expect(await code({ deviceId: await device({ management: 'recorded' }) })).toEqual([
      422,
      'device.replacement-kind-differs',
    ])
    const elsewhere = (await buildOrganization(api.owner)).id
    const foreign = await buildDevice(api.owner, { organizationId: elsewhere })
    expect(await code({ deviceId: foreign })).toEqual([404, 'request.not-found'])
    const { rows: taken } = await api.owner.query('SELECT serial FROM devices WHERE id = $1', [foreign])
    expect(await code({ serial: taken[0].serial })).toEqual([409, 'device.serial-taken'])
    expect(await code({ serial: serial(), modelKey: 'unheard-of' })).toEqual([422, 'device.unknown-model'])
  })
})
