import { inOrganization } from '@maestro/database'
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
import type { Visitor } from '../../test/visitor.js'
import { IssueLicenseFiles } from '../license-files/issue-license-files.js'
import { ReleaseConfiguration } from './release-configuration.js'
import { ResolveConfiguration } from './resolve-configuration.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let site: string
let roomId: string
let deviceId: string

beforeAll(async () => {
  api = await runApi()
  admin = await api.signedIn('admin')
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner, { name: 'Acme' })).id
  await buildMembership(api.owner, { organizationId, personId: admin.personId, role: 'admin' })
  site = await buildLocation(api.owner, { organizationId, name: 'Berlin', kind: 'site' })
  roomId = await buildRoom(api.owner, { organizationId, locationId: site, name: 'Spree' })
  deviceId = await buildDevice(api.owner, { organizationId, roomId, name: 'Bar' })
})
afterAll(() => api.close())

const path = () => `/organizations/${organizationId}/devices/${deviceId}/configuration`
const assign = async (name: string, values: object, scopeKind: string, scopeId: string, locked: string[] = []) => {
  const profileId = await buildProfile(api.owner, { organizationId, name, values, locked })
  await buildAssignment(api.owner, { organizationId, profileId, scopeKind, scopeId })
  return profileId
}
/** What a deployment would do. */
const deploy = () =>
  inOrganization({ organizationId, actor: 'system:test' }, () =>
    api.platform.transaction(async (tx) => {
      const wanted = await new ResolveConfiguration(api.platform).wanted(tx, organizationId, [deviceId])
      const stackId = wanted.get(deviceId)?.stackId ?? null
      const release = new ReleaseConfiguration(api.platform, new IssueLicenseFiles(api.platform))
      return release.releaseStacks(tx, organizationId, [{ deviceId, stackId, deploymentId: null }])
    }),
  )
const shown = async () => (await admin.get(path())).body
const inEffect = async (key: string) => (await shown()).values.find((value: { key: string }) => value.key === key)
const change = (version: number, values: object) => admin.post(path(), { values }, { 'if-match': `"${version}"` })

describe('the configuration of a device', () => {
  it('shows what today’s profiles would change, and the device does not have before they are deployed', async () => {
    await assign('Company', { 'ui.theme': 'Night' }, 'organization', organizationId)
    expect(await inEffect('ui.theme')).toMatchObject({ value: 'Auto', layer: { kind: 'default' }, beat: [] })
    expect(await shown()).toMatchObject({
      layers: [],
      pending: [
        {
          key: 'ui.theme',
          before: null,
          after: 'Night',
          layer: { kind: 'organization', name: 'Acme', profile: { name: 'Company', version: 1 } },
        },
      ],
    })
    await deploy()
    expect(await shown()).toMatchObject({ pending: [], layers: [{ kind: 'organization', name: 'Acme' }] })
  })

  it('names the layer of each value and everything that it beat, with the reason', async () => {
    await assign('Company', { 'ui.theme': 'Night', 'display.monitors': 'Dual' }, 'organization', organizationId)
    const profileId = await assign('Berlin rooms', { 'ui.theme': 'Light' }, 'location', site)
    await deploy()
    await change(0, { 'ui.theme': 'Auto' })
    expect(await inEffect('ui.theme')).toMatchObject({
      value: 'Auto',
      layer: { kind: 'device', name: 'Bar', scopeId: deviceId },
      locked: false,
      lockedBy: null,
      beat: [
        {
          kind: 'location',
          name: 'Berlin',
          scopeId: site,
          profile: { id: profileId, name: 'Berlin rooms', version: 1 },
          value: 'Light',
          reason: 'overridden',
        },
        { kind: 'organization', value: 'Night', reason: 'overridden' },
        { kind: 'default', value: 'Auto', reason: 'overridden' },
      ],
    })
    expect((await inEffect('display.monitors')).beat).toMatchObject([{ value: 'Dual', reason: 'feature-missing' }])
  })

  it('is the same in its room, where every device is shown', async () => {
    const other = await buildDevice(api.owner, { organizationId, roomId, name: 'Arm' })
    await buildDevice(api.owner, { organizationId, roomId, state: 'retired' })
    const room = await admin.get(`/organizations/${organizationId}/rooms/${roomId}/configuration`)
    expect(room.body.devices.map((device: { deviceId: string }) => device.deviceId)).toEqual([other, deviceId])
    expect(room.body.devices[1]).toEqual(await shown())
  })
})

describe('a change of one device', () => {
  it('goes on top of what is released, and takes nothing along that nobody deployed', async () => {
    await assign('Company', { 'ui.theme': 'Night' }, 'organization', organizationId)
    await deploy()
    await assign('New', { 'network.mtu': 1300 }, 'model', 'gtm-5140')
    expect((await change(0, { 'audio.defaultVolume': 40 })).status).toBe(202)
    const { rows } = await api.owner.query(
      'SELECT document, stack_id FROM released_configurations WHERE device_id = $1',
      [deviceId],
    )
    expect(rows[0].document).toEqual({ ui: { theme: 'Night' }, audio: { defaultVolume: 40 } })
    expect((await shown()).pending).toMatchObject([{ key: 'network.mtu', after: 1300 }])
  })

  it('of a key that is locked above is refused, and the refusal names profile and scope', async () => {
    await assign('Policy', { 'ui.theme': 'Night' }, 'location', site, ['ui.theme'])
    await deploy()
    for (const answer of [
      await change(0, { 'ui.theme': 'Light' }),
      await admin.post(`${path()}/preview`, { values: { 'ui.theme': 'Light' } }),
    ]) {
      expect(answer).toMatchObject({ status: 422, body: { code: 'configuration.refused' } })
      expect(answer.body.errors).toMatchObject([{ path: 'ui.theme', code: 'configuration.locked' }])
      expect(answer.body.errors[0].message).toMatch(/profile Policy \(Berlin\)/)
    }
    expect(await inEffect('ui.theme')).toMatchObject({
      locked: true,
      lockedBy: { kind: 'location', name: 'Berlin', profile: { name: 'Policy' } },
    })
    expect((await change(0, { 'network.mtu': 1400 })).status).toBe(202)
  })

  it('of a key whose lock is assigned and not deployed yet is refused as well', async () => {
    await assign('Policy', { 'ui.theme': 'Night' }, 'location', site, ['ui.theme'])
    for (const answer of [
      await change(0, { 'ui.theme': 'Light' }),
      await admin.post(`${path()}/preview`, { values: { 'ui.theme': 'Light' } }),
    ]) {
      expect(answer.status).toBe(422)
      expect(answer.body.errors).toMatchObject([{ path: 'ui.theme', code: 'configuration.locked' }])
      expect(answer.body.errors[0].message).toMatch(/profile Policy \(Berlin\)/)
    }
    expect((await change(0, { 'ui.theme': null, 'network.mtu': 1400 })).status).toBe(202)
  })

  it('may lean on what a profile sets', async () => {
    const fixed = {
      'network.ipv4.address': '10.0.0.5',
      'network.ipv4.subnetMask': '255.255.255.0',
      'network.ipv4.gateway': '10.0.0.1',
    }
    const bare = await change(0, { 'network.ipv4.assignment': 'Static' })
    expect(bare.body.errors).toMatchObject([{ code: 'configuration.value-required' }, {}, {}])
    await assign('Addresses', fixed, 'device', deviceId)
    await deploy()
    expect((await change(0, { 'network.ipv4.assignment': 'Static' })).status).toBe(202)
  })

  it('is previewed by what it changes in effect', async () => {
    await assign('Company', { 'ui.theme': 'Night' }, 'organization', organizationId)
    await deploy()
    const preview = await admin.post(`${path()}/preview`, { values: { 'ui.theme': 'Light' } })
    expect(preview.body.changes).toMatchObject([{ key: 'ui.theme', before: 'Night', after: 'Light' }])
  })
})

describe('where a setting is set', () => {
  it('lists profiles on their scopes first and then devices, page by page', async () => {
    const other = await buildDevice(api.owner, { organizationId, name: 'Arm' })
    await change(0, { 'ui.theme': 'Auto' })
    await admin.post(
      `/organizations/${organizationId}/devices/${other}/configuration`,
      { values: { 'ui.theme': 'Auto' } },
      { 'if-match': '"0"' },
    )
    await assign('Company', { 'ui.theme': 'Night' }, 'organization', organizationId, ['ui.theme'])
    await assign('Berlin rooms', { 'ui.theme': 'Light' }, 'location', site)
    await assign('Else', { 'network.mtu': 1300 }, 'model', 'gtm-5140')
    await buildProfile(api.owner, { organizationId, values: { 'ui.theme': 'Night' } })
    const all = await admin.get(`/organizations/${organizationId}/configuration/settings/ui.theme`)
    const kinds = all.body.items.map(({ layer }: { layer: { kind: string } }) => layer.kind)
    expect(kinds.slice(0, 2).sort()).toEqual(['location', 'organization'])
    expect(kinds.slice(2)).toEqual(['device', 'device'])
    expect(all.body.items).toContainEqual({
      layer: expect.objectContaining({ kind: 'organization', name: 'Acme' }),
      value: 'Night',
      locked: true,
    })
    const seen: object[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await admin.get(
        `/organizations/${organizationId}/configuration/settings/ui.theme?limit=1${cursor && `&cursor=${cursor}`}`,
      )
      expect(page.body.items).toHaveLength(1)
      seen.push(...page.body.items)
      cursor = page.body.nextCursor
    }
    expect(seen).toEqual(all.body.items)
  })

  it('knows no setting that is not in the catalogue', async () => {
    expect((await admin.get(`/organizations/${organizationId}/configuration/settings/no.such`)).status).toBe(404)
  })
})
