import type { SettingValue } from '@maestro/domain'
import { buildDevice, buildOrganization, insert } from '@maestro/testkit'
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

const path = (rest = '') => `/organizations/${organizationId}/drift${rest}`
type Drift = { wanted?: SettingValue; reported?: SettingValue | null; cause?: string; since?: Date }

/** A device whose settings differ from what was released to it. */
async function drifting(settings: Readonly<Record<string, Drift>>, name = 'Room system'): Promise<string> {
  const id = await buildDevice(api.owner, { organizationId, name, firmware: '5.10.0' })
  const released = { device_id: id, organization_id: organizationId, version: 3, document: '{}', hash: 'hash' }
  await insert(api.owner, 'released_configurations', released)
  for (const [key, { wanted = 'Night', reported = 'Light', cause = 'changed-on-device', since }] of Object.entries(
    settings,
  ))
    await insert(api.owner, 'configuration_drifts', {
      device_id: id,
      organization_id: organizationId,
      key,
      wanted: JSON.stringify(wanted),
      reported: reported === null ? null : JSON.stringify(reported),
      cause,
      since: since ?? new Date(),
    })
  return id
}
const item = (deviceId: string, ...keys: string[]) => ({ deviceId, keys })
const rows = async (sql: string, ...values: unknown[]) => (await api.owner.query(sql, values)).rows

describe('the list', () => {
  it('shows newest first, page by page, and by device, setting and cause', async () => {
    const [old, recent] = [new Date(Date.now() - 60_000), new Date()]
    const one = await drifting({
      'ui.theme': { since: old },
      'network.mtu': { wanted: 1400, reported: 1500, since: old },
    })
    const other = await drifting({ 'ui.theme': { since: recent, cause: 'failed-push' } })
    const keys: string[] = []
    let cursor = ''
    for (let page = 0; page < 3; page++) {
      const { body } = await admin.get(path(`?limit=1${cursor && `&cursor=${cursor}`}`))
      keys.push(...body.items.map(({ device, key }: { device: { id: string }; key: string }) => `${device.id} ${key}`))
      cursor = body.nextCursor
    }
    expect(keys).toEqual([`${other} ui.theme`, `${one} ui.theme`, `${one} network.mtu`])
    expect(cursor).toBeNull()
    const count = async (query: string) => (await admin.get(path(query))).body.total
    expect(await count('')).toEqual({ count: 3, more: false })
    expect(await count(`?deviceId=${one}`)).toEqual({ count: 2, more: false })
    expect(await count('?key=ui.theme')).toEqual({ count: 2, more: false })
    expect(await count('?cause=failed-push')).toEqual({ count: 1, more: false })
    expect(await count('?deviceId=nonsense')).toEqual({ count: 0, more: false })
  })

  it('says what a device may take over', async () => {
    await drifting({
      'ui.theme': {},
      'network.mtu': { wanted: 1400, reported: 99_999 },
      'display.monitors': { wanted: 'Single', reported: 'Dual' },
      'time.zone': { wanted: 'Europe/Berlin', reported: null },
    })
    const { body } = await admin.get(path())
    const adoptable = Object.fromEntries(
      body.items.map(({ key, adoptable }: { key: string; adoptable: boolean }) => [key, adoptable]),
    )
    expect(adoptable).toEqual({ 'ui.theme': true, 'network.mtu': false, 'display.monitors': false, 'time.zone': false })
  })

  it('is counted on the device', async () => {
    const id = await drifting({ 'ui.theme': {}, 'network.mtu': {} })
    expect((await admin.get(`/organizations/${organizationId}/devices/${id}`)).body.drift).toBe(2)
    expect((await admin.get(`/organizations/${organizationId}/devices`)).body.items).toMatchObject([{ id, drift: 2 }])
  })

  it('has a summary', async () => {
    await drifting({ 'ui.theme': {}, 'network.mtu': { wanted: 1400, reported: null, cause: 'dropped-by-firmware' } })
    await drifting({ 'ui.theme': {} })
    expect((await admin.get(path('/summary'))).body).toEqual({
      devices: 2,
      settings: 3,
      byKey: [
        { key: 'ui.theme', devices: 2 },
        { key: 'network.mtu', devices: 1 },
      ],
      byCause: [
        { cause: 'changed-on-device', settings: 2 },
        { cause: 'dropped-by-firmware', settings: 1 },
      ],
    })
  })
})

describe('adopting', () => {
  it('takes the value into the own layer and plans to send it, for several devices in one deployment', async () => {
    const [one, other] = [await drifting({ 'ui.theme': {} }), await drifting({ 'ui.theme': { reported: 'Auto' } })]
    const answer = await admin.post(path('/adopt'), { items: [item(one, 'ui.theme'), item(other, 'ui.theme')] })
    expect(answer).toMatchObject({ status: 202, body: { devices: 2, skipped: [] } })
    const layers = await rows(
      'SELECT "values", version FROM configuration_layers WHERE scope_id = ANY ($1) ORDER BY scope_id = $2',
      [one, other],
      other,
    )
    expect(layers).toEqual([
      { values: { 'ui.theme': 'Light' }, version: 1 },
      { values: { 'ui.theme': 'Auto' }, version: 1 },
    ])
    const targets = await rows(
      'SELECT device_id, state FROM deployment_targets WHERE deployment_id = $1',
      answer.body.deploymentId,
    )
    expect(targets).toHaveLength(2)
    const deployment = await admin.get(`/organizations/${organizationId}/deployments/${answer.body.deploymentId}`)
    expect(deployment.body).toMatchObject({ state: 'running', total: 2, title: 'ui.theme', counts: { planned: 2 } })
    const entries = await rows(
      "SELECT action FROM audit_entries WHERE organization_id = $1 AND action <> 'session.started' ORDER BY action",
      organizationId,
    )
    expect(entries.map(({ action }) => action)).toEqual([
      'configuration.changed',
      'configuration.changed',
      'drift.adopted',
      'target.planned',
      'target.planned',
    ])
  })

  it('leaves out what the own layer may not hold, and says why in the language of the person', async () => {
    const id = await drifting({ 'ui.theme': {}, 'network.mtu': { wanted: 1400, reported: 99_999 } })
    const { body } = await admin.post(
      path('/adopt'),
      { items: [item(id, 'ui.theme', 'network.mtu')] },
      { 'accept-language': 'de' },
    )
    expect(body).toMatchObject({
      devices: 1,
      skipped: [{ deviceId: id, detail: expect.stringMatching(/network\.mtu.* zwischen/) }],
    })
    expect(await rows('SELECT "values" FROM configuration_layers WHERE scope_id = $1', id)).toEqual([
      { values: { 'ui.theme': 'Light' } },
    ])
  })

  it('of nothing that may be is refused and changes nothing', async () => {
    const id = await drifting({ 'network.mtu': { wanted: 1400, reported: null } })
    const answer = await admin.post(path('/adopt'), { items: [item(id, 'network.mtu')] })
    expect(answer).toMatchObject({ status: 422, body: { code: 'drift.nothing-adoptable' } })
    expect(await rows('SELECT FROM deployments WHERE organization_id = $1', organizationId)).toEqual([])
  })

  it('of a value that a profile above locks is refused by name', async () => {
    const id = await drifting({ 'ui.theme': {} })
    const made = { organization_id: organizationId, created_by: 'system:test', created_by_name: 'Test' }
    const profile = { id: crypto.randomUUID(), name: 'House', values: '{"ui.theme":"Night"}', locked: ['ui.theme'] }
    await insert(api.owner, 'profiles', { ...made, ...profile })
    await insert(api.owner, 'profile_versions', {
      profile_id: profile.id,
      organization_id: organizationId,
      version: 1,
      values: profile.values,
      locked: profile.locked,
      changed_by: 'system:test',
      changed_by_name: 'Test',
    })
    const scope = { scope_kind: 'organization', scope_id: organizationId }
    await insert(api.owner, 'profile_assignments', {
      ...made,
      id: crypto.randomUUID(),
      profile_id: profile.id,
      ...scope,
    })
    expect((await admin.get(path())).body.items).toMatchObject([{ key: 'ui.theme', adoptable: false }])
    const { status, body } = await admin.post(path('/adopt'), { items: [item(id, 'ui.theme')] })
    expect([status, body.code]).toEqual([422, 'drift.nothing-adoptable'])
    expect(body.detail).toContain('House')
  })
})

describe('enforcing', () => {
  it('plans to send again what should be, to all that a filter finds', async () => {
    const [one, other] = [await drifting({ 'ui.theme': {} }), await drifting({ 'ui.theme': {}, 'network.mtu': {} })]
    const untouched = await drifting({ 'network.mtu': { wanted: 1, reported: 2 } })
    const { status, body } = await admin.post(path('/enforce'), { filter: { key: ['ui.theme'] }, reason: 'As agreed' })
    expect([status, body]).toMatchObject([202, { devices: 2, skipped: [] }])
    const targets = await rows(
      'SELECT device_id, changes FROM deployment_targets WHERE deployment_id = $1',
      body.deploymentId,
    )
    expect(targets.map(({ device_id }) => device_id).sort()).toEqual([one, other].sort())
    expect(targets[0]?.['changes']).toEqual([{ key: 'ui.theme', before: 'Light', after: 'Night' }])
    expect(targets.map(({ device_id }) => device_id)).not.toContain(untouched)
    expect(await rows('SELECT FROM configuration_layers WHERE organization_id = $1', organizationId)).toEqual([])
    const entries = await rows(
      "SELECT reason, details FROM audit_entries WHERE organization_id = $1 AND action = 'drift.enforced'",
      organizationId,
    )
    expect(entries).toEqual([{ reason: 'As agreed', details: { devices: 2, settings: 2 } }])
  })

  it('of what is as it should be again is refused', async () => {
    const id = await drifting({ 'ui.theme': {} })
    const answer = await admin.post(path('/enforce'), { items: [item(id, 'network.mtu')] })
    expect(answer).toMatchObject({ status: 409, body: { code: 'drift.nothing-differs' } })
  })

  it('on as many devices as need a second person is refused', async () => {
    await api.owner.query('UPDATE organizations SET approval_from = 2 WHERE id = $1', [organizationId])
    const one = await drifting({ 'ui.theme': {} })
    await drifting({ 'ui.theme': {} })
    expect((await admin.post(path('/enforce'), { filter: {} })).body.code).toBe('drift.needs-second-person')
    await api.owner.query('UPDATE organizations SET approval_from = 1 WHERE id = $1', [organizationId])
    const single = await admin.post(path('/enforce'), { items: [item(one, 'ui.theme')] })
    expect(single.body.code).toBe('drift.every-device-needs-second-person')
    await api.owner.query('UPDATE organizations SET approval_from = 2 WHERE id = $1', [organizationId])
    expect((await admin.post(path('/enforce'), { items: [item(one, 'ui.theme')] })).status).toBe(202)
  })
})

it('the door is closed to those who may only look', async () => {
  const id = await drifting({ 'ui.theme': {} })
  const auditor = await api.signedIn('auditor', organizationId)
  expect((await auditor.get(path())).status).toBe(200)
  expect((await auditor.post(path('/adopt'), { items: [item(id, 'ui.theme')] })).status).toBe(403)
  expect((await auditor.post(path('/enforce'), { filter: {} })).status).toBe(403)
})
