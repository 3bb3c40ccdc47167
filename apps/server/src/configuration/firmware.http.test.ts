import { buildActivation, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import { Audit } from '../audit/audit.js'
import { PlanLicenses } from '../licenses/plan-licenses.js'
import { inOrganization } from '../platform/in-organization.js'
import { resultsInEffect } from './results-in-effect.js'

let api: RunningApi
let desk: Desk
let deviceId: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  desk = await openDesk(api)
  deviceId = await desk.device({ firmware: '5.8.7' })
})
afterAll(() => api.close())

const configuration = (id = deviceId) => `${desk.path}/devices/${id}/configuration`
const shown = async (id = deviceId) => (await desk.admin.get(configuration(id))).body
const keysOf = (items: { key: string }[]) => items.map(({ key }) => key)
const preview = (values: object, id = deviceId, language = 'en') =>
  desk.admin.post(`${configuration(id)}/preview`, { values }, { 'accept-language': language })
const change = (version: number, values: object) =>
  desk.admin.post(configuration(), { values }, { 'if-match': `"${version}"` })
/** As the device would say it. */
const runs = (firmware: string | null, id = deviceId) =>
  api.owner.query('UPDATE devices SET firmware_version = $2 WHERE id = $1', [id, firmware])
const documentOf = async (id = deviceId) =>
  (await api.owner.query('SELECT document FROM released_configurations WHERE device_id = $1', [id])).rows[0]?.document
const previewOf = async ({ id }: { id: string }) =>
  (await desk.admin.get(`${desk.path}/deployments/${id}/preview?limit=100`)).body.items
const deploy = async () => desk.engine.release(await desk.running())
const bothHaveIt = { 'content.airplay.mode': true, 'ui.theme': 'Night' }

describe('a change of a setting that the firmware lacks', () => {
  it('is refused by preview and save, key by key, with the firmware it needs and the one there is', async () => {
    const values = { 'content.airplay.mode': true, 'security.minimumTls': 'TLSv1.3', 'ui.theme': 'Night' }
    for (const answer of [await preview(values), await change(0, values)]) {
      expect(answer).toMatchObject({ status: 422, body: { code: 'configuration.refused' } })
      expect(answer.body.errors).toEqual([
        {
          path: 'content.airplay.mode',
          code: 'configuration.firmware-too-old',
          message:
            '"content.airplay.mode" exists from firmware 5.9 on; this device has 5.8.7. Update its firmware first.',
        },
      ])
    }
    expect(await documentOf()).toBeUndefined()
    const { rows } = await api.owner.query(
      "SELECT details FROM audit_entries WHERE device_id = $1 AND action = 'configuration.refused'",
      [deviceId],
    )
    expect(rows[0].details.errors).toMatchObject([{ code: 'configuration.firmware-too-old' }])
    await runs('5.9')
    expect((await change(0, values)).status).toBe(202)
  })

  it('is said in German, also of a setting that is no more and of a single value', async () => {
    await runs('6.0')
    const values = { 'content.proximity.enabled': true, 'security.minimumTls': 'TLSv1.1' }
    const { body } = await preview(values, deviceId, 'de')
    expect(body.errors.map(({ message }: { message: string }) => message)).toEqual([
      '„content.proximity.enabled“ gibt es nur in Firmware vor 5.10; dieses Gerät hat 6.0. Lassen Sie es weg.',
      '„security.minimumTls = TLSv1.1“ gibt es nur in Firmware vor 6.0; dieses Gerät hat 6.0. Lassen Sie es weg.',
    ])
  })
})

describe('a device that has not said what it runs', () => {
  it('may have every setting of its model, each that may be missing marked', async () => {
    const id = await desk.device()
    const { status, body } = await preview({ 'content.airplay.mode': true, 'ui.theme': 'Night' }, id)
    expect([status, body.firmware]).toEqual([200, null])
    expect(body.changes).toMatchObject([
      { key: 'content.airplay.mode', needsFirmware: { since: '5.9' } },
      { key: 'ui.theme' },
    ])
    expect(body.changes[1]).not.toHaveProperty('needsFirmware')
    const { firmware, values } = await shown(id)
    expect(firmware).toBeNull()
    const marked = values.filter((value: object) => 'needsFirmware' in value)
    expect(marked).toContainEqual(
      expect.objectContaining({ key: 'content.airplay.mode', needsFirmware: { since: '5.9' } }),
    )
    expect(keysOf(marked)).not.toContain('ui.theme')
    await runs('5.10.0', id)
    expect((await shown(id)).values.filter((value: object) => 'needsFirmware' in value)).toEqual([])
  })
})

describe('the configuration in effect', () => {
  it('has the settings that the firmware has, and no others', async () => {
    expect(await shown()).toMatchObject({ firmware: '5.8.7', notOnFirmware: [] })
    expect(keysOf((await shown()).values)).not.toContain('content.airplay.mode')
    await runs('5.9.0')
    expect(keysOf((await shown()).values)).toContain('content.airplay.mode')
  })

  it('names what profiles set that the firmware lacks, and hides its secrets', async () => {
    const profileId = await desk.profile({ ...bothHaveIt, 'content.airplay.password': 'sealed-as-it-is' })
    expect((await shown()).notOnFirmware).toEqual([
      expect.objectContaining({
        key: 'content.airplay.mode',
        value: true,
        needsFirmware: { since: '5.9' },
        layer: expect.objectContaining({ kind: 'organization', profile: expect.objectContaining({ id: profileId }) }),
      }),
      expect.objectContaining({ key: 'content.airplay.password', value: '••••••' }),
    ])
  })
})

describe('a deployment to a mixed fleet', () => {
  it('gives each device what its firmware has, and says in the preview what is left out', async () => {
    const newer = await desk.device({ firmware: '5.10.0' })
    await desk.profile(bothHaveIt)
    const made = await desk.draft()
    expect(made.preview).toMatchObject({ devices: 2, leftOut: 1 })
    const rows = await previewOf(made)
    expect(rows.find((row: { device: { id: string } }) => row.device.id === deviceId)).toMatchObject({
      changes: [{ key: 'ui.theme' }],
      leftOut: [{ key: 'content.airplay.mode', reason: 'not-on-firmware', firmware: { since: '5.9' } }],
    })
    expect(rows.find((row: { device: { id: string } }) => row.device.id === newer)).toMatchObject({
      changes: [{ key: 'content.airplay.mode' }, { key: 'ui.theme' }],
      leftOut: [],
    })
    await desk.start(made)
    await desk.engine.release(made.id)
    expect(await documentOf()).toEqual({ ui: { theme: 'Night' } })
    expect(await documentOf(newer)).toEqual({ content: { airplay: { mode: true } }, ui: { theme: 'Night' } })
  })

  it('releases what was previewed, whatever devices run by then, and the rest waits', async () => {
    await desk.profile(bothHaveIt)
    const id = await desk.running()
    await runs('5.9.0')
    await desk.engine.release(id)
    expect(await documentOf()).toEqual({ ui: { theme: 'Night' } })
    expect((await shown()).pending).toMatchObject([{ key: 'content.airplay.mode', before: null, after: true }])
  })
})

describe('a device that reports newer firmware', () => {
  beforeEach(async () => {
    await desk.profile(bothHaveIt)
    await deploy()
    await runs('5.9.0')
  })
  const released = () => documentOf()

  it('has what came with it waiting, and gets it with the next deployment', async () => {
    expect(await released()).toEqual({ ui: { theme: 'Night' } })
    const { pending, notOnFirmware, values } = await shown()
    expect(pending).toMatchObject([
      { key: 'content.airplay.mode', before: null, after: true, layer: { kind: 'organization' } },
    ])
    expect(notOnFirmware).toEqual([])
    expect(values.find(({ key }: { key: string }) => key === 'content.airplay.mode')).toMatchObject({
      value: false,
      layer: { kind: 'default' },
    })
    await deploy()
    expect(await released()).toEqual({ content: { airplay: { mode: true } }, ui: { theme: 'Night' } })
    expect((await shown()).pending).toEqual([])
  })

  it('gets none of it with a change on its own page, whose preview does not show it', async () => {
    const values = { 'audio.defaultVolume': 40, 'content.airplay.security': 'Password' }
    expect(keysOf((await preview(values)).body.changes)).toEqual(Object.keys(values))
    expect((await change(0, values)).status).toBe(202)
    expect(await released()).toEqual({
      ui: { theme: 'Night' },
      audio: { defaultVolume: 40 },
      content: { airplay: { security: 'Password' } },
    })
    expect(keysOf((await shown()).pending)).toEqual(['content.airplay.mode'])
  })

  it('gets none of it with a licence', async () => {
    const { organizationId } = desk
    const poolId = await buildPool(api.owner, { organizationId })
    await buildActivation(api.owner, { organizationId, deviceId, poolId })
    const licenses = new PlanLicenses(api.platform, new Audit(api.platform))
    const by = { actor: 'system:test', actorName: 'Test' }
    const changes = [{ deviceId, feature: 'dual-screen', before: false, after: true }]
    const planned = await inOrganization({ organizationId, actor: 'system:test' }, () =>
      api.platform.transaction((tx) => licenses.plan(tx, by, organizationId, changes, null)),
    )
    await desk.engine.release(planned?.deploymentId ?? '')
    const version = 'SELECT version::int, firmware_version FROM released_configurations WHERE device_id = $1'
    expect((await api.owner.query(version, [deviceId])).rows).toEqual([{ version: 2, firmware_version: '5.8.7' }])
    expect(await released()).toEqual({ ui: { theme: 'Night' } })
    expect(keysOf((await shown()).pending)).toEqual(['content.airplay.mode'])
  })

  it('and goes back has what it lacks taken away by the next deployment', async () => {
    await deploy()
    await runs('5.8.7')
    expect((await shown()).pending).toMatchObject([{ key: 'content.airplay.mode', before: true, after: null }])
    await deploy()
    expect(await released()).toEqual({ ui: { theme: 'Night' } })
  })
})

it('what stacks come to is remembered by the settings that firmware has, not by its name', async () => {
  await desk.profile(bothHaveIt)
  const firmware = ['5.8', '5.9', '5.9.0.1', ...Array.from({ length: 40 }, (_, n) => `5.9.${n}`)]
  for (const version of firmware) await desk.device({ firmware: version })
  const before = resultsInEffect(api.platform).size
  await desk.draft()
  expect(resultsInEffect(api.platform).size - before).toBe(2)
})
