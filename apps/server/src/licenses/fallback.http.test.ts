import { buildActivation, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '../../test/deployment-desk.js'
import { poolReviewsOf } from '../../test/pool-reviews.js'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
let desk: Desk
let poolId: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  desk = await openDesk(api)
  poolId = await buildPool(api.owner, { organizationId: desk.organizationId, units: 5 })
})
afterAll(() => api.close())

const LOST = { key: 'license.dual-screen', before: true, after: false }
const FALLBACK = { key: 'display.monitors', before: 'Dual', after: 'Single' }
const GAINED = { key: 'license.dual-screen', before: false, after: true }
const COMES = { key: 'display.monitors', before: 'Single', after: 'Dual' }

const device = async (licensed: boolean) => {
  const { organizationId } = desk
  const deviceId = await desk.device()
  if (licensed) await buildActivation(api.owner, { organizationId, deviceId, poolId })
  return deviceId
}
/** The house uses one screen, this model two where it may. */
const twoScreens = async () => {
  await desk.profile({ 'display.monitors': 'Single', 'ui.theme': 'Night' })
  await desk.profile({ 'display.monitors': 'Dual' }, { scopeKind: 'model', scopeId: 'gtm-5140' })
  await desk.engine.release(await desk.running())
}
const screens = async (id: string) =>
  (await api.owner.query('SELECT document FROM released_configurations WHERE device_id = $1', [id])).rows[0].document
    .display?.monitors
const activations = (id: string) => `${desk.path}/devices/${id}/activations`
const release = (id: string) => desk.admin.api('DELETE', `${activations(id)}/dual-screen`)

/** What the newest licence deployment says of each device, after it has become the devices' wish. */
async function brought() {
  const { rows } = await api.owner.query(
    `SELECT id, title FROM deployments WHERE organization_id = $1 AND kind = 'license' ORDER BY created_at DESC, id DESC LIMIT 1`,
    [desk.organizationId],
  )
  await desk.engine.release(rows[0].id)
  expect(rows[0].title).toBe('license.dual-screen')
  const targets = await api.owner.query(
    'SELECT device_id, changes, restart FROM deployment_targets WHERE deployment_id = $1',
    [rows[0].id],
  )
  return Object.fromEntries(targets.rows.map(({ device_id, changes }) => [device_id, changes]))
}
/** What the timeline keeps of it. */
const kept = async (deviceId: string) =>
  (
    await api.owner.query(
      `SELECT before, after FROM audit_entries WHERE device_id = $1 AND action = 'target.planned' ORDER BY at DESC, id DESC LIMIT 1`,
      [deviceId],
    )
  ).rows[0]

describe('the settings that need a feature', () => {
  it('fall back when it is released: the target and the timeline name it, the device is told', async () => {
    const id = await device(true)
    await twoScreens()
    expect(await screens(id)).toBe('Dual')
    expect((await release(id)).status).toBe(200)
    expect(await brought()).toEqual({ [id]: [LOST, FALLBACK] })
    expect(await screens(id)).toBe('Single')
    expect(await kept(id)).toEqual({
      before: { 'license.dual-screen': true, 'display.monitors': 'Dual' },
      after: { 'license.dual-screen': false, 'display.monitors': 'Single' },
    })
  })

  it('fall back on one device and come on the other with a transfer', async () => {
    const [from, to] = [await device(true), await device(false)]
    await twoScreens()
    expect([await screens(from), await screens(to)]).toEqual(['Dual', 'Single'])
    expect((await desk.admin.post(`${activations(from)}/dual-screen/transfer`, { toDeviceId: to })).status).toBe(200)
    expect(await brought()).toEqual({ [from]: [LOST, FALLBACK], [to]: [GAINED, COMES] })
    expect([await screens(from), await screens(to)]).toEqual(['Single', 'Dual'])
  })

  it('fall back when the term and its grace are over, and come again with its renewal', async () => {
    const id = await device(true)
    await twoScreens()
    const until = (days: number) =>
      api.owner.query('UPDATE license_pools SET valid_until = $2 WHERE id = $1', [
        poolId,
        new Date(Date.now() + days * 86_400_000),
      ])
    await until(-15)
    await poolReviewsOf(api, desk.organizationId)()
    expect(await brought()).toEqual({ [id]: [LOST, FALLBACK] })
    expect(await screens(id)).toBe('Single')
    await until(30)
    await poolReviewsOf(api, desk.organizationId)()
    expect(await brought()).toEqual({ [id]: [GAINED, COMES] })
    expect(await screens(id)).toBe('Dual')
  })

  it('come with an activation when they waited for it, of a profile and of the device itself', async () => {
    const id = await device(false)
    await twoScreens()
    expect((await desk.admin.post(activations(id), { featureKey: 'dual-screen' })).status).toBe(200)
    expect(await brought()).toEqual({ [id]: [GAINED, COMES] })
    const path = `${desk.path}/devices/${id}/configuration`
    const own = { values: { 'display.monitors': 'DualPresentationOnly' } }
    expect((await desk.admin.post(path, own, { 'if-match': '"0"' })).status).toBe(202)
    await release(id)
    expect(await brought()).toEqual({ [id]: [LOST, { ...FALLBACK, before: 'DualPresentationOnly' }] })
    expect(await screens(id)).toBe('Single')
  })

  it('are named to nobody who has nothing of them', async () => {
    const id = await device(true)
    await desk.profile({ 'ui.theme': 'Night' })
    await desk.engine.release(await desk.running())
    await release(id)
    expect(await brought()).toEqual({ [id]: [LOST] })
  })
})
