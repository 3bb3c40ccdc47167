import { buildDevice, buildLocation, buildOrganization, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
})
afterAll(() => api.close())

const path = (rest: string) => `/organizations/${organizationId}/configuration/${rest}`
const plan = (file: object, prune = false, who = admin) =>
  who.post(path('plan'), { file: { version: 1, ...file }, prune })
const apply = async (file: object, prune = false) => {
  const { body } = await plan(file, prune)
  expect(body.errors).toBeUndefined()
  return admin.post(path('apply'), { file: { version: 1, ...file }, prune, hash: body.hash })
}
const exported = async () => (await admin.get(path('file'))).body
const rows = async (sql: string, ...values: unknown[]) => (await api.owner.query(sql, values)).rows
const faultsOf = ({ body }: { body: { errors?: { path: string; code: string }[] } }) =>
  Object.fromEntries((body.errors ?? []).map(({ path, code }) => [path, code]))

/** An organization with a place, two rooms and a device in each. */
async function aHouse() {
  const germany = await buildLocation(api.owner, { organizationId, name: 'Germany', kind: 'region' })
  const hamburg = await buildLocation(api.owner, { organizationId, name: 'Hamburg', kind: 'site', parentId: germany })
  const [alster, elbe] = [
    await buildRoom(api.owner, { organizationId, locationId: hamburg, name: 'Alster' }),
    await buildRoom(api.owner, { organizationId, locationId: hamburg, name: 'Elbe' }),
  ]
  const one = await buildDevice(api.owner, {
    organizationId,
    roomId: alster,
    serial: `A-${organizationId}`.slice(0, 20),
  })
  const two = await buildDevice(api.owner, { organizationId, roomId: elbe, serial: `B-${organizationId}`.slice(0, 20) })
  const serials = await rows(
    'SELECT id, serial FROM devices WHERE organization_id = $1 ORDER BY serial',
    organizationId,
  )
  return { one, two, serials: serials.map(({ serial }) => String(serial)) }
}

const house = ([first = '', second = '']: readonly string[]) => ({
  profiles: [
    {
      name: 'House',
      description: 'For all',
      values: { 'ui.theme': 'Night', 'snmp.community': 'open sesame' },
      locked: ['ui.theme'],
    },
    { name: 'Quiet', values: { 'network.mtu': 1400 } },
  ],
  groups: [
    { name: 'Pilots', priority: 10, devices: [first] },
    { name: 'Hamburg', priority: 20, rule: { location: ['Germany / Hamburg'], model: ['gtm-5140'] } },
  ],
  assignments: [
    { profile: 'House', scope: { kind: 'organization' }, priority: 100 },
    { profile: 'Quiet', scope: { kind: 'location', name: 'Germany/Hamburg' }, priority: 100 },
    { profile: 'Quiet', scope: { kind: 'group', name: 'pilots' }, priority: 50 },
    { profile: 'Quiet', scope: { kind: 'room', name: 'Elbe' }, priority: 10 },
  ],
  devices: [{ serial: second, values: { 'network.mtu': 1300 } }],
  freezePeriods: [
    { name: 'Fair', from: '2030-01-01T00:00:00Z', to: '2030-01-08T00:00:00Z', location: 'Germany / Hamburg' },
  ],
})

describe('a file', () => {
  it('makes everything it names, releases nothing, and is then what an export says', async () => {
    const { serials, two } = await aHouse()
    const answer = await apply(house(serials))
    expect([answer.status, answer.body.actions?.length, answer.body.detail]).toEqual([200, 10, undefined])
    const file = await exported()
    expect(file).toMatchObject({
      profiles: [{ name: 'House', values: { 'snmp.community': { $secret: 'unchanged' } } }, { name: 'Quiet' }],
      groups: [
        { name: 'Hamburg', rule: { location: ['Germany / Hamburg'] } },
        { name: 'Pilots', devices: [serials[0]] },
      ],
      devices: [{ serial: serials[1], values: { 'network.mtu': 1300 } }],
      freezePeriods: [{ name: 'Fair', from: '2030-01-01T00:00:00.000Z', location: 'Germany / Hamburg' }],
    })
    expect(JSON.stringify(file)).not.toContain('open sesame')
    expect((await plan(file)).body.actions).toEqual([])
    const again = (await plan(house(serials))).body.actions
    expect(again).toMatchObject([{ kind: 'update', name: 'House', changes: [{ key: 'values.snmp.community' }] }])
    expect(JSON.stringify(await exported())).toBe(JSON.stringify(file))
    expect(await rows('SELECT FROM released_configurations WHERE organization_id = $1', organizationId)).toEqual([])
    const audit = await rows(
      `SELECT action, details FROM audit_entries WHERE organization_id = $1 AND action LIKE 'config%' ORDER BY action`,
      organizationId,
    )
    expect(audit).toMatchObject([
      { action: 'configuration.applied-from-file', details: { created: 10, changed: 0, removed: 0 } },
      { action: 'configuration.changed' },
    ])
    expect(await rows('SELECT "values" FROM configuration_layers WHERE scope_id = $1', two)).toEqual([
      { values: { 'network.mtu': 1300 } },
    ])
  })

  it('changes what differs, and a thing or a value left out stays unless it is pruned', async () => {
    const { serials } = await aHouse()
    await apply(house(serials))
    const less = { profiles: [{ name: 'House', values: { 'ui.theme': 'Light' } }] }
    const gentle = await plan(less)
    expect(gentle.body.actions).toEqual([
      {
        kind: 'update',
        object: 'profile',
        name: 'House',
        changes: [{ key: 'values.ui.theme', before: 'Night', after: 'Light' }],
      },
    ])
    const hard = await apply(less, true)
    expect([hard.status, hard.body.detail]).toEqual([200, undefined])
    expect(await exported()).toEqual({
      version: 1,
      profiles: [{ name: 'House', description: '', values: { 'ui.theme': 'Light' }, locked: [] }],
      groups: [],
      assignments: [],
      devices: [],
      freezePeriods: [],
    })
  })

  it('whose groups swap priorities is applied', async () => {
    const groups = (first: number, second: number) => ({
      groups: [
        { name: 'One', priority: first, rule: { model: ['gtm-5140'] } },
        { name: 'Two', priority: second, rule: { model: ['gtm-5250'] } },
      ],
    })
    await apply(groups(10, 20))
    expect((await apply(groups(20, 10))).status).toBe(200)
    expect((await exported()).groups).toMatchObject([{ priority: 20 }, { priority: 10 }])
  })

  it('with names that mean nothing is refused with the path of each', async () => {
    const answer = await plan({
      assignments: [
        { profile: 'Nobody', scope: { kind: 'organization' }, priority: 1 },
        { profile: 'Quiet', scope: { kind: 'location', name: 'Germany / Bremen' }, priority: 1 },
        { profile: 'Quiet', scope: { kind: 'model', name: 'gtm-1' }, priority: 1 },
        { profile: 'Quiet', scope: { kind: 'room' }, priority: 1 },
      ],
      profiles: [{ name: 'Quiet', values: {} }],
      devices: [{ serial: 'unheard-of', values: {} }],
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'configuration.file-refused' } })
    expect(faultsOf(answer)).toEqual({
      'assignments[0].profile': 'configuration.file-unknown-profile',
      'assignments[1].scope.name': 'configuration.file-unknown-location',
      'assignments[2].scope.name': 'configuration.file-unknown-model',
      'assignments[3].scope': 'configuration.file-scope-needs-name',
      'devices[0].serial': 'configuration.file-unknown-device',
    })
  })

  it('with values that may not be is refused as people would be, and nothing is kept', async () => {
    const { serials } = await aHouse()
    const answer = await plan({
      profiles: [
        {
          name: 'House',
          values: { 'ui.theme': 'Night', 'no.such.key': 1, 'network.mtu': 99_999 },
          locked: ['ui.theme'],
        },
      ],
      devices: [{ serial: serials[0], values: { 'display.monitors': 'Dual' } }],
    })
    expect(faultsOf(answer)).toEqual({
      'profiles[0].values["no.such.key"]': 'configuration.unknown-key',
      'profiles[0].values["network.mtu"]': 'configuration.out-of-range',
      'devices[0].values["display.monitors"]': 'configuration.feature-missing',
    })
    expect((await exported()).profiles).toEqual([])
  })

  it('holds a profile to what any firmware has, and a device to what it runs', async () => {
    const { one, serials } = await aHouse()
    await api.owner.query("UPDATE devices SET firmware_version = '5.8.7' WHERE id = $1", [one])
    const values = { 'content.airplay.mode': true }
    expect((await plan({ profiles: [{ name: 'House', values }] })).status).toBe(200)
    expect(faultsOf(await plan({ devices: [{ serial: serials[0], values }] }))).toEqual({
      'devices[0].values["content.airplay.mode"]': 'configuration.firmware-too-old',
    })
  })

  it('is refused where a lock above forbids it', async () => {
    const { serials } = await aHouse()
    await apply(house(serials))
    const answer = await plan({ devices: [{ serial: serials[0], values: { 'ui.theme': 'Light' } }] })
    expect(faultsOf(answer)).toEqual({ 'devices[0].values["ui.theme"]': 'configuration.locked' })
  })

  it('moves a freeze period, for those who may', async () => {
    await aHouse()
    const fair = (to: string) => ({ freezePeriods: [{ name: 'Fair', from: '2030-01-01T00:00:00Z', to }] })
    expect((await apply(fair('2030-01-08T00:00:00Z'))).status).toBe(200)
    expect((await apply(fair('2030-01-09T00:00:00Z'))).status).toBe(200)
    expect((await exported()).freezePeriods).toEqual([
      { name: 'Fair', from: '2030-01-01T00:00:00.000Z', to: '2030-01-09T00:00:00.000Z' },
    ])
    const technician = await api.signedIn('technician', organizationId)
    const answer = await plan(fair('2030-01-10T00:00:00Z'), false, technician)
    expect([answer.status, answer.body.code]).toEqual([403, 'access.right-missing'])
    expect(faultsOf(await plan(fair('2029-01-01T00:00:00Z')))).toEqual({
      'freezePeriods[0]': 'freeze-period.ends-before-it-begins',
    })
  })

  it('that changes a lock needs the right to it', async () => {
    const { serials } = await aHouse()
    const technician = await api.signedIn('technician', organizationId)
    const { freezePeriods: _, ...rest } = house(serials)
    const answer = await plan(rest, false, technician)
    expect([answer.status, answer.body.code]).toEqual([403, 'access.right-missing'])
    expect(answer.body.detail).toContain('configuration.lock')
  })
})

it('a file of some megabytes is read', async () => {
  const description = 'x'.repeat(2_000)
  const profiles = Array.from({ length: 1_000 }, (_, at) => ({
    name: `Profile ${at}`,
    description,
    values: { 'no.such': 1 },
  }))
  const answer = await plan({ profiles })
  expect([answer.status, answer.body.errors?.length]).toEqual([422, 1_000])
})

describe('a plan', () => {
  it('keeps nothing', async () => {
    const { serials } = await aHouse()
    expect((await plan(house(serials))).body.actions).toHaveLength(10)
    expect((await exported()).profiles).toEqual([])
    const left = 'SELECT FROM audit_entries WHERE organization_id = $1 AND action <> $2'
    expect(await rows(left, organizationId, 'session.started')).toEqual([])
  })

  it('is out of date as soon as anything changed, also a secret that nobody sees', async () => {
    const wanted = { profiles: [{ name: 'House', values: { 'snmp.community': 'one' } }] }
    const { body } = await plan(wanted)
    await apply({ profiles: [{ name: 'Another', values: {} }] })
    const late = await admin.post(path('apply'), { file: { version: 1, ...wanted }, hash: body.hash })
    expect(late).toMatchObject({ status: 409, body: { code: 'configuration.plan-outdated' } })
    await apply(wanted)
    const again = await plan({ profiles: [{ name: 'House', values: { 'ui.theme': 'Night' } }] })
    await apply({ profiles: [{ name: 'House', values: { 'snmp.community': 'two' } }] })
    const file = { version: 1, profiles: [{ name: 'House', values: { 'ui.theme': 'Night' } }] }
    expect((await admin.post(path('apply'), { file, hash: again.body.hash })).status).toBe(409)
  })

  it('shows of a secret only that it changes', async () => {
    await apply({ profiles: [{ name: 'House', values: { 'snmp.community': 'one' } }] })
    const { body, text } = await plan({ profiles: [{ name: 'House', values: { 'snmp.community': 'another one' } }] })
    expect(body.actions[0].changes).toEqual([
      { key: 'values.snmp.community', before: { $secret: 'unchanged' }, after: { $secret: 'changed' } },
    ])
    expect(text).not.toContain('another one')
  })
})

it('the door is closed to those who may only look, but for the export', async () => {
  const auditor = await api.signedIn('auditor', organizationId)
  expect((await auditor.get(path('file'))).status).toBe(200)
  expect((await plan({}, false, auditor)).status).toBe(403)
})
