import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, first, openDesk, rest } from '../../test/deployment-desk.js'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
let desk: Desk

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  desk = await openDesk(api)
})
afterAll(() => api.close())

describe('a preview', () => {
  it('shows who would change and how, filtered, and hands it out as a table that no spreadsheet runs', async () => {
    await desk.profile({ 'ui.theme': 'Night', 'network.mtu': 1400 })
    const [id] = await desk.devicesOf(1, { name: '=HYPERLINK("x")', connection: 'offline' })
    await desk.device({ model: 'gtm-5250', connection: 'online' })
    const retired = await desk.device({ state: 'retired' })
    const made = await desk.draft()
    expect(made).toMatchObject({
      state: 'draft',
      total: 2,
      prepared: 2,
      preview: { devices: 2, offline: 1, restart: 2 },
    })
    const page = async (query: string) =>
      (await desk.admin.get(`${desk.path}/deployments/${made.id}/preview?${query}`)).body.items
    expect(await page('only=offline')).toMatchObject([{ device: { id }, restart: true }])
    expect((await page('limit=100')).some((row: { device: { id: string } }) => row.device.id === retired)).toBe(false)
    const file = await desk.admin.get(`${desk.path}/deployments/${made.id}/preview.csv`)
    expect(file.text.split('\n')[0]).toBe(
      'serial,name,room,model,ring,connection,in a call,setting,before,after,restart,left out,licence missing',
    )
    expect(file.text).toContain('ui.theme,,Night')
    const [setting, restart] = [/,no,ui\.theme,,Night,no,/, /,no,[a-z.]+,[^,]*,[^,]*,yes,/]
    expect(file.text).toMatch(setting)
    expect(file.text).toMatch(restart)
    expect(file.text).not.toMatch(/,[tf](,|$)/m)
    expect(file.text).not.toMatch(/(^|,)"?=/m)
  })

  it('of everybody is called by the organization, in any language', async () => {
    const organization = (await desk.admin.get(desk.path)).body
    expect((await desk.draft()).title).toBe(organization.name)
  })

  it('of nobody says so, and cannot be started', async () => {
    await desk.devicesOf(1)
    const made = await desk.draft()
    expect(made).toMatchObject({ state: 'draft', total: 0, preview: { devices: 0, unchanged: 1 } })
    const refused = await desk.start(made)
    expect(refused).toMatchObject({ status: 409, body: { code: 'deployment.no-devices' } })
    expect(refused.body.detail).toMatch(/No device would change/)
  })

  it('is worked out anew for another scope, and then another hash is to be started', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    const ids = await desk.devicesOf(3)
    const made = await desk.draft()
    const change = await desk.admin.api(
      'PATCH',
      `${desk.path}/deployments/${made.id}`,
      { scope: { deviceIds: ids.slice(0, 1) } },
      { 'if-match': `"${made.version}"` },
    )
    expect(change).toMatchObject({ status: 200, body: { state: 'preparing', previewHash: null } })
    expect((await desk.start(made)).body.code).toBe('deployment.still-preparing')
    await desk.engine.prepare(made.id)
    expect(await desk.one(made.id)).toMatchObject({ state: 'draft', total: 1 })
    expect((await desk.start(made)).body.code).toBe('deployment.preview-changed')
    expect(
      (
        await desk.admin.api(
          'PATCH',
          `${desk.path}/deployments/${made.id}`,
          { title: 'X' },
          { 'if-match': `"${made.version}"` },
        )
      ).status,
    ).toBe(412)
  })

  it('has another hash on another schedule', async () => {
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.devicesOf(1)
    const made = await desk.draft()
    await desk.admin.api('PATCH', `${desk.path}/deployments/${made.id}`, { forced: true }, { 'if-match': '*' })
    expect(await desk.one(made.id)).toMatchObject({ state: 'draft', total: 1 })
    expect((await desk.start(made)).body.code).toBe('deployment.preview-changed')
  })

  it('keeps to the versions it was made of', async () => {
    const profileId = await desk.profile({ 'ui.theme': 'Night' })
    const [id] = await desk.devicesOf(1)
    const made = await desk.draft()
    await api.owner.query(
      `WITH n AS (UPDATE profiles SET version = 2, "values" = '{"ui.theme": "Light"}' WHERE id = $1 RETURNING *)
      INSERT INTO profile_versions (profile_id, version, organization_id, "values", changed_by, changed_by_name)
      SELECT id, 2, organization_id, "values", 'system:test', 'Test' FROM n`,
      [profileId],
    )
    expect((await desk.start(made)).status).toBe(200)
    await desk.engine.release(made.id)
    const { rows } = await api.owner.query('SELECT document FROM released_configurations WHERE device_id = $1', [id])
    expect(rows).toEqual([{ document: { ui: { theme: 'Night' } } }])
  })

  it('refuses rings that do not add up, each with its reason', async () => {
    const answer = await desk.admin.post(`${desk.path}/deployments`, {
      scope: { everyone: true },
      rings: [rest(), first(2)],
    })
    expect(answer).toMatchObject({
      status: 422,
      body: {
        errors: expect.arrayContaining([
          { path: 'rings.0', code: 'deployment.rings-after-rest', message: expect.any(String) },
        ]),
      },
    })
  })
})
