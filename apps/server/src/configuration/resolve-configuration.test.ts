import { inOrganization } from '@maestro/database'
import {
  buildActivation,
  buildAssignment,
  buildDevice,
  buildGroup,
  buildLocation,
  buildOrganization,
  buildPool,
  buildProfile,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { IssueLicenseFiles } from '../license-files/issue-license-files.js'
import type { Transaction } from '../platform/platform.js'
import { ReleaseConfiguration } from './release-configuration.js'
import { ResolveConfiguration } from './resolve-configuration.js'

let api: RunningApi
let resolve: ResolveConfiguration
let release: ReleaseConfiguration
let organizationId: string

beforeAll(async () => {
  api = await runApi()
  resolve = new ResolveConfiguration(api.platform)
  release = new ReleaseConfiguration(api.platform, new IssueLicenseFiles(api.platform))
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
})
afterAll(() => api.close())

const here = <T>(work: (tx: Transaction) => Promise<T>) =>
  inOrganization({ organizationId, actor: 'system:test' }, () => api.platform.transaction(work))
const wantedOf = async (deviceId: string) => {
  const found = (await here((tx) => resolve.wanted(tx, organizationId, [deviceId]))).get(deviceId)
  if (!found) throw new Error('Nothing was resolved.')
  return found
}
const assign = async (values: object, scopeKind: string, scopeId: string, locked: string[] = [], priority = 100) => {
  const profileId = await buildProfile(api.owner, { organizationId, values, locked })
  await buildAssignment(api.owner, { organizationId, profileId, scopeKind, scopeId, priority })
  return profileId
}
const theDevice = (more: object = {}) => buildDevice(api.owner, { organizationId, model: 'gtm-5140', ...more })
const setOwn = (deviceId: string, values: object) =>
  api.owner.query(
    `INSERT INTO configuration_layers (id, organization_id, scope_kind, scope_id, "values") VALUES (gen_random_uuid(), $1, 'device', $2, $3)`,
    [organizationId, deviceId, JSON.stringify(values)],
  )
const releaseWanted = async (deviceId: string) => {
  const { stackId } = await wantedOf(deviceId)
  return here((tx) => release.releaseStacks(tx, organizationId, [{ deviceId, stackId, deploymentId: null }]))
}
const documentOf = async (deviceId: string) => {
  const sql = 'SELECT version::int, document, stack_id FROM released_configurations WHERE device_id = $1'
  return (await api.owner.query(sql, [deviceId])).rows[0]
}

describe('what a device should have', () => {
  it('comes from every layer, and the narrowest wins', async () => {
    const region = await buildLocation(api.owner, { organizationId, kind: 'region' })
    const site = await buildLocation(api.owner, { organizationId, parentId: region, kind: 'site' })
    const roomId = await buildRoom(api.owner, { organizationId, locationId: site })
    const id = await theDevice({ roomId })
    const [low, high] = [
      await buildGroup(api.owner, { organizationId, priority: 1, deviceIds: [id] }),
      await buildGroup(api.owner, { organizationId, priority: 2, rule: { location: [region] } }),
    ]
    const layers = [
      ['organization', organizationId],
      ['location', region],
      ['location', site],
      ['group', low],
      ['group', high],
      ['model', 'gtm-5140'],
      ['room', roomId],
      ['device', id],
    ] as const
    for (const [index, [kind, scope]] of layers.entries()) {
      await assign({ 'audio.defaultVolume': 10 + index }, kind, scope)
      const { changes, stackId, previousStackId } = await wantedOf(id)
      expect(changes).toEqual([
        { key: 'audio.defaultVolume', before: null, after: 10 + index, restart: false, secret: false },
      ])
      expect([typeof stackId, previousStackId]).toEqual(['string', null])
    }
    await setOwn(id, { 'audio.defaultVolume': 77 })
    expect((await wantedOf(id)).changes).toMatchObject([{ after: 77 }])
  })

  it('is nothing new where nothing is assigned', async () => {
    const id = await theDevice()
    expect(await wantedOf(id)).toEqual({
      deviceId: id,
      firmware: null,
      stackId: null,
      previousStackId: null,
      changes: [],
      restart: false,
      leftOut: [],
    })
  })

  it('leaves out what it has no licence for, and says so', async () => {
    const id = await theDevice()
    await assign({ 'display.monitors': 'Dual', 'ui.theme': 'Night' }, 'organization', organizationId)
    const left = await wantedOf(id)
    expect(left.changes.map(({ key }) => key)).toEqual(['ui.theme'])
    expect(left.leftOut).toEqual([{ key: 'display.monitors', reason: 'feature-missing', feature: 'dual-screen' }])
    const poolId = await buildPool(api.owner, { organizationId })
    await buildActivation(api.owner, { organizationId, deviceId: id, poolId })
    const licensed = await wantedOf(id)
    expect(licensed.changes.map(({ key }) => key)).toEqual(['display.monitors', 'ui.theme'])
    expect(licensed.leftOut).toEqual([])
  })

  it('is the same stack for devices with the same layers, and written once', async () => {
    const ids = [await theDevice(), await theDevice()]
    await assign({ 'ui.theme': 'Night' }, 'organization', organizationId)
    const both = await here((tx) => resolve.wanted(tx, organizationId, ids))
    const stacks = new Set([...both.values()].map(({ stackId }) => stackId))
    expect(stacks.size).toBe(1)
    const sql = 'SELECT count(*)::int AS n FROM configuration_stacks WHERE organization_id = $1'
    expect((await api.owner.query(sql, [organizationId])).rows).toEqual([{ n: 1 }])
  })

  it('never follows what a transaction wrote that came to nothing', async () => {
    const id = await theDevice()
    const profileId = await assign({ 'ui.theme': 'Night' }, 'organization', organizationId)
    const write = (tx: Transaction, theme: string) =>
      tx.$executeRawUnsafe(`WITH v AS (INSERT INTO profile_versions (profile_id, organization_id, version, "values", changed_by, changed_by_name)
        VALUES ('${profileId}', '${organizationId}', 2, '{"ui.theme": "${theme}"}', 'system:test', 'Test'))
        UPDATE profiles SET version = 2 WHERE id = '${profileId}'`)
    const given = here(async (tx) => {
      await write(tx, 'Light')
      const seen = await resolve.wanted(tx, organizationId, [id])
      throw new Error(String(seen.get(id)?.changes[0]?.after))
    })
    await expect(given).rejects.toThrow('Light')
    await here((tx) => write(tx, 'Auto'))
    expect((await wantedOf(id)).changes).toMatchObject([{ after: 'Auto' }])
  })
})

/** How often something is asked of the database in a piece of work. */
async function questionsOf(work: (tx: Transaction) => Promise<unknown>): Promise<number> {
  let asked = 0
  const counting = <T extends object>(of: T): T =>
    new Proxy(of, {
      get: (target, name) => {
        const found = Reflect.get(target, name)
        if (typeof found === 'object' && found !== null) return counting(found)
        if (typeof found !== 'function') return found
        return (...values: unknown[]) => {
          asked++
          return Reflect.apply(found, target, values)
        }
      },
    })
  await here((tx) => work(counting(tx)))
  return asked
}

it('a batch costs as many queries as one device', async () => {
  const roomId = await buildRoom(api.owner, {
    organizationId,
    locationId: await buildLocation(api.owner, { organizationId }),
  })
  const ids: string[] = []
  for (let n = 0; n < 40; n++) ids.push(await theDevice({ roomId, model: n % 2 ? 'gtm-5140' : 'gtm-5250' }))
  await assign({ 'ui.theme': 'Night' }, 'organization', organizationId)
  await assign(
    { 'ui.theme': 'Light' },
    'group',
    await buildGroup(api.owner, { organizationId, rule: { model: ['gtm-5140'] } }),
  )
  for (const id of ids.slice(0, 10)) await assign({ 'network.mtu': 1400 }, 'device', id)
  const wantedOfMany = (some: readonly string[]) => questionsOf((tx) => resolve.wanted(tx, organizationId, some))
  const releaseMany = (some: readonly string[]) =>
    questionsOf(async (tx) => {
      const wishes = some.map((deviceId) => ({ deviceId, stackId: null, deploymentId: null }))
      await release.releaseStacks(tx, organizationId, wishes)
    })
  await wantedOfMany(ids)
  await releaseMany(ids)
  expect(await wantedOfMany(ids)).toBe(await wantedOfMany(ids.slice(0, 1)))
  expect(await wantedOfMany(ids)).toBeLessThanOrEqual(15)
  expect(await releaseMany(ids)).toBe(await releaseMany(ids.slice(0, 1)))
})

describe('a release', () => {
  it('gives a device its layers with its own on top, under the next number', async () => {
    const id = await theDevice()
    await assign({ 'ui.theme': 'Night', 'audio.defaultVolume': 40 }, 'organization', organizationId)
    await setOwn(id, { 'audio.defaultVolume': 77 })
    const { stackId } = await wantedOf(id)
    expect(await releaseWanted(id)).toEqual(new Map([[id, { version: 1 }]]))
    expect(await documentOf(id)).toEqual({
      version: 1,
      document: { ui: { theme: 'Night' }, audio: { defaultVolume: 77 } },
      stack_id: stackId,
    })
    expect(await wantedOf(id)).toMatchObject({ changes: [], previousStackId: stackId, stackId })
  })

  it('is refused for a device that has left a layer since, and only for that one', async () => {
    const [roomId, elsewhere] = [
      await buildRoom(api.owner, { organizationId }),
      await buildRoom(api.owner, { organizationId }),
    ]
    const [stays, leaves] = [await theDevice({ roomId }), await theDevice({ roomId })]
    await assign({ 'ui.theme': 'Night' }, 'room', roomId)
    const wanted = await here((tx) => resolve.wanted(tx, organizationId, [stays, leaves]))
    await api.owner.query('UPDATE devices SET room_id = $2 WHERE id = $1', [leaves, elsewhere])
    const wishes = [stays, leaves].map((deviceId) => ({
      deviceId,
      stackId: wanted.get(deviceId)?.stackId ?? null,
      deploymentId: null,
    }))
    const outcome = await here((tx) => release.releaseStacks(tx, organizationId, wishes))
    expect(outcome).toEqual(
      new Map<string, object>([
        [stays, { version: 1 }],
        [leaves, { refused: 'device-moved' }],
      ]),
    )
    expect(await documentOf(leaves)).toBeUndefined()
  })

  it('can go back to a former stack, with the own layer as it is now', async () => {
    const id = await theDevice()
    await assign({ 'ui.theme': 'Night' }, 'organization', organizationId)
    const { stackId: former } = await wantedOf(id)
    await releaseWanted(id)
    await assign({ 'ui.theme': 'Light', 'audio.defaultVolume': 40 }, 'device', id)
    await releaseWanted(id)
    await setOwn(id, { 'network.mtu': 1400 })
    const back = (await here((tx) => resolve.withStacks(tx, organizationId, [{ deviceId: id, stackId: former }]))).get(
      id,
    )
    expect(back?.changes).toMatchObject([
      { key: 'audio.defaultVolume', before: 40, after: null },
      { key: 'network.mtu', before: null, after: 1400 },
      { key: 'ui.theme', before: 'Light', after: 'Night' },
    ])
    await here((tx) =>
      release.releaseStacks(tx, organizationId, [{ deviceId: id, stackId: former, deploymentId: null }]),
    )
    expect(await documentOf(id)).toMatchObject({
      version: 3,
      document: { ui: { theme: 'Night' }, network: { mtu: 1400 } },
    })
  })

  it('can be repeated under a new number with the same values', async () => {
    const id = await theDevice()
    await assign({ 'ui.theme': 'Night' }, 'organization', organizationId)
    await releaseWanted(id)
    const { document } = await documentOf(id)
    const deploymentId = organizationId
    expect(await here((tx) => release.againMany(tx, organizationId, [{ deviceId: id, deploymentId }]))).toEqual(
      new Map([[id, 2]]),
    )
    expect(await documentOf(id)).toMatchObject({ version: 2, document })
  })
})
