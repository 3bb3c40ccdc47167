import { randomUUID } from 'node:crypto'
import { buildActivation, buildDevice, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'
import { Audit } from '../audit/audit.js'
import { licenseEngine } from '../license-batches/engine.js'
import { inOrganization } from '../platform/in-organization.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

const device = (serial: string, more: object = {}) =>
  buildDevice(api.owner, { organizationId, serial: `${serial}-${randomUUID().slice(0, 8)}`, ...more })
const pool = (units: number) => buildPool(api.owner, { organizationId, units })
const group = async (body: object) =>
  (await admin.post(`${path}/groups`, { name: `Group ${randomUUID()}`, ...body })).body.id as string
const rule = async (groupId: string, more: object = {}) =>
  (await admin.post(`${path}/license-rules`, { featureKey: 'dual-screen', groupId, ...more })).body
const apply = async (ruleId: string) => {
  const { rules } = licenseEngine(api.platform, new Audit(api.platform))
  await inOrganization({ organizationId, actor: 'system:test' }, () => rules.part(organizationId, ruleId))
}
const one = async (id: string) => (await admin.get(`${path}/license-rules/${id}`)).body
const having = async () =>
  (
    await api.owner.query('SELECT device_id AS id, source FROM activations WHERE organization_id = $1', [
      organizationId,
    ])
  ).rows.map(({ id, source }) => `${id} ${source}`)
const dueNow = async (id: string) =>
  (await api.owner.query('SELECT next_look_at <= now() AS due FROM license_rules WHERE id = $1', [id])).rows[0].due

describe('a rule', () => {
  it('gives its devices the feature while units last, in order, and shows who waits', async () => {
    await pool(2)
    const ids = [await device('A'), await device('B'), await device('C')]
    const groupId = await group({ deviceIds: ids })
    const preview = await admin.post(`${path}/license-rules/preview`, { featureKey: 'dual-screen', groupId })
    expect(preview).toMatchObject({
      status: 200,
      body: {
        devices: 3,
        gets: 2,
        waiting: 1,
        freeUnits: 2,
        first: { gets: [{ id: ids[0] }, { id: ids[1] }], waiting: [{ id: ids[2] }] },
      },
    })
    const made = await rule(groupId)
    await apply(made.id)
    expect(await having()).toEqual(expect.arrayContaining([`${ids[0]} rule`, `${ids[1]} rule`]))
    expect(await one(made.id)).toMatchObject({ waiting: 1, enabled: true, version: 1 })
    expect((await admin.get(`${path}/license-rules/${made.id}/waiting`)).body.items).toMatchObject([{ id: ids[2] }])
  })

  it('is looked at as soon as units come free or a device joins the group by hand', async () => {
    const poolId = await pool(1)
    const [first, second, other] = [await device('A'), await device('B'), await device('X', { model: 'gtm-5250' })]
    const activation = await buildActivation(api.owner, { organizationId, deviceId: other, poolId })
    expect(activation).toBeTruthy()
    const groupId = await group({ deviceIds: [first] })
    const { id } = await rule(groupId)
    await apply(id)
    expect([(await one(id)).waiting, await dueNow(id)]).toEqual([1, false])
    await admin.remove(`${path}/devices/${other}/activations/dual-screen`)
    expect(await dueNow(id)).toBe(true)
    await apply(id)
    expect([(await one(id)).waiting, await dueNow(id)]).toEqual([0, false])
    await admin.post(`${path}/groups/${groupId}/devices`, { deviceIds: [second] })
    expect(await dueNow(id)).toBe(true)
    await apply(id)
    expect((await one(id)).waiting).toBe(1)
    await pool(1)
    expect(await dueNow(id)).toBe(true)
  })

  it('is looked at when a pool is resumed', async () => {
    const poolId = await pool(1)
    const stop = (verb: string) =>
      admin.post(`${path}/licenses/pools/${poolId}/${verb}`, { why: 'x' }, { 'if-match': '*' })
    await stop('suspend')
    const { id } = await rule(await group({ deviceIds: [await device('A')] }))
    await apply(id)
    expect([(await one(id)).waiting, await dueNow(id)]).toEqual([1, false])
    await stop('resume')
    expect(await dueNow(id)).toBe(true)
    await apply(id)
    expect((await one(id)).waiting).toBe(0)
  })

  it('with a higher priority is served first, also for devices that joined its group by what they are', async () => {
    await pool(1)
    const [low, high] = [await device('A'), await device('B', { model: 'gtm-5250' })]
    const [byHand, byRule] = [await group({ deviceIds: [low] }), await group({ rule: { model: ['gtm-5250'] } })]
    const below = await rule(byHand, { priority: 50 })
    const above = await rule(byRule, { priority: 60 })
    await apply(below.id)
    expect(await having()).toEqual([`${high} rule`])
    expect((await one(below.id)).waiting).toBe(1)
    expect((await one(above.id)).waiting).toBe(0)
    const list = (await admin.get(`${path}/license-rules?limit=1`)).body
    expect(list.items).toMatchObject([{ id: above.id }])
    const next = (await admin.get(`${path}/license-rules?limit=1&cursor=${list.nextCursor}`)).body
    expect(next.items).toMatchObject([{ id: below.id }])
  })

  it('keeps what it gave when it is paused or removed, and is changed by its version only', async () => {
    await pool(1)
    const groupId = await group({ deviceIds: [await device('A'), await device('B')] })
    const made = await rule(groupId)
    await apply(made.id)
    expect((await admin.patch(`${path}/license-rules/${made.id}`, 7, { enabled: false })).status).toBe(412)
    const paused = await admin.patch(`${path}/license-rules/${made.id}`, made.version, { enabled: false })
    expect(paused).toMatchObject({ status: 200, body: { enabled: false, waiting: 0, version: 2 } })
    await pool(1)
    await apply(made.id)
    expect(await having()).toHaveLength(1)
    expect((await admin.remove(`${path}/license-rules/${made.id}`, 2)).status).toBe(204)
    expect(await having()).toHaveLength(1)
    const { rows } = await api.owner.query(
      `SELECT action FROM audit_entries WHERE organization_id = $1 AND object_kind = 'license-rule' ORDER BY at, id`,
      [organizationId],
    )
    expect(rows.map(({ action }) => action)).toEqual([
      'license-rule.created',
      'license-rule.changed',
      'license-rule.removed',
    ])
  })

  it('is refused where nobody could tell what it means', async () => {
    const [one, two] = [await group({}), await group({})]
    await rule(one, { priority: 5 })
    expect((await rule(one)).code).toBe('license-rule.exists')
    expect((await rule(two, { priority: 5 })).code).toBe('license-rule.priority-taken')
    expect((await rule(two, { featureKey: 'flying' })).code).toBe('license-pool.unknown-feature')
    expect((await admin.remove(`${path}/groups/${one}`)).body.code).toBe('group.has-license-rule')
  })

  it('holds on to what it gives: nobody takes it off one of its devices by hand', async () => {
    await pool(2)
    const [id, other] = [await device('A'), await device('B')]
    const groupId = await group({ deviceIds: [id], name: 'Board rooms' })
    await apply((await rule(groupId)).id)
    const refused = await admin.remove(`${path}/devices/${id}/activations/dual-screen`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'license.kept-by-rule' } })
    expect(refused.body.detail).toContain('Board rooms')
    const transfer = `${path}/devices/${id}/activations/dual-screen/transfer`
    expect((await admin.post(transfer, { toDeviceId: other })).body.code).toBe('license.kept-by-rule')
    const preview = { action: 'release', featureKey: 'dual-screen', scope: { everyone: true } }
    const { expected } = (await admin.post(`${path}/license-activations/preview`, preview)).body
    expect(expected).toEqual({ 'kept-by-rule': 1, 'not-active': 1 })
    expect(await having()).toHaveLength(1)
  })
})
