import { buildActivation, buildDevice, buildLocation, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  round += 1
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

let round = 0
/** Serial numbers sort as they are written here, and are others for each test. */
const device = ({ serial, ...more }: { serial?: string; [more: string]: unknown } = {}) =>
  buildDevice(api.owner, {
    organizationId,
    model: 'gtm-5250',
    ...more,
    ...(serial ? { serial: `${serial}-${round}` } : {}),
  })
const pool = (units: number, more: object = {}) => buildPool(api.owner, { organizationId, units, ...more })
const preview = async (body: object = {}) =>
  admin.post(`${path}/license-activations/preview`, {
    featureKey: 'dual-screen',
    scope: { everyone: true },
    ...body,
  })
const start = ({ id, previewHash }: { id: string; previewHash: string }, more: object = {}) =>
  admin.post(`${path}/license-activations`, { batchId: id, previewHash, ...more })
const devicesOf = async (id: string, query = '') =>
  (await admin.get(`${path}/license-activations/${id}/devices?limit=100${query}`)).body.items
const count = async (sql: string) =>
  (await api.owner.query(`SELECT count(*)::int AS n FROM ${sql}`, [organizationId])).rows[0].n

describe('a feature for many devices', () => {
  it('is previewed device by device: who gets a unit, in a stated order, and why the others do not', async () => {
    const locationId = await buildLocation(api.owner, { organizationId })
    const [zeta, alpha] = [
      await buildRoom(api.owner, { organizationId, locationId, name: 'Zeta' }),
      await buildRoom(api.owner, { organizationId, locationId, name: 'alpha' }),
    ]
    const none = await device({ serial: 'A-1' })
    const last = await device({ roomId: zeta, serial: 'Z-1' })
    const second = await device({ roomId: alpha, serial: 'B-2' })
    const first = await device({ roomId: alpha, serial: 'B-1' })
    const cannot = await device({ model: 'gtm-mini', roomId: alpha, serial: 'B-3' })
    const poolId = await pool(3)
    const has = await device({ serial: 'C-1', roomId: zeta })
    await buildActivation(api.owner, { organizationId, deviceId: has, poolId })
    const retired = await device({ state: 'retired', serial: 'B-4' })
    const scope = { deviceIds: [none, last, second, first, cannot, has, retired] }
    const made = await preview({ scope })
    expect(made).toMatchObject({
      status: 201,
      body: {
        state: 'previewed',
        freeUnits: 2,
        total: 7,
        expected: { gets: 2, 'no-units': 2, 'already-active': 1, 'model-cannot': 1, retired: 1 },
      },
    })
    const rows = await devicesOf(made.body.id)
    expect(rows.map((row: { device: { id: string }; expected: string }) => [row.device.id, row.expected])).toEqual([
      [first, 'gets'],
      [second, 'gets'],
      [cannot, 'model-cannot'],
      [has, 'already-active'],
      [last, 'no-units'],
      [none, 'no-units'],
      [retired, 'retired'],
    ])
    expect(await devicesOf(made.body.id, '&expected=no-units')).toHaveLength(2)
    const file = await admin.get(`${path}/license-activations/${made.body.id}/devices.csv`)
    expect(file.text.split('\n')[0]).toBe('place,serial,name,room,model,preview,result')
    expect(file.text).toContain('1,B-1-')
    expect(await count('activations WHERE organization_id = $1')).toBe(1)
  })

  it('is activated as previewed, each with its result, audited, and planned for the devices', async () => {
    const poolId = await pool(2)
    const ids = [await device({ serial: 'A' }), await device({ serial: 'B' }), await device({ serial: 'C' })]
    const made = (await preview()).body
    const started = await start(made, { reason: 'Order 4711' })
    expect(started).toMatchObject({
      status: 202,
      body: { state: 'finished', done: 3, results: { activated: 2, 'no-units': 1 } },
    })
    expect((await devicesOf(made.id)).map((row: { result: string }) => row.result)).toEqual([
      'activated',
      'activated',
      'no-units',
    ])
    const { rows } = await api.owner.query(
      'SELECT device_id, source, source_id FROM activations WHERE pool_id = $1 ORDER BY device_id',
      [poolId],
    )
    expect(rows).toEqual(
      ids
        .slice(0, 2)
        .sort()
        .map((id) => ({ device_id: id, source: 'batch', source_id: made.id })),
    )
    expect(
      await count(
        `audit_entries WHERE organization_id = $1 AND action = 'license.activated' AND reason = 'Order 4711'`,
      ),
    ).toBe(2)
    expect(await count(`deployment_targets WHERE organization_id = $1`)).toBe(2)
    expect((await start(made)).body.code).toBe('license-batch.already-started')
    expect((await admin.get(`${path}/license-activations`)).body.items).toMatchObject([{ id: made.id }])
    await admin.api('DELETE', `${path}/devices/${ids[0]}/activations/dual-screen`)
    const all = (await admin.get(`${path}/deployments`)).body.items
    expect(all.map((one: { licenseBatchId: string | null }) => one.licenseBatchId)).toEqual([null, made.id])
    const own = (await admin.get(`${path}/deployments?licenseBatchId=${made.id}`)).body
    expect(own).toMatchObject({ items: [{ id: all[1].id, total: 2, licenseBatchId: made.id }], nextCursor: null })
  })

  it('is refused when units or devices have changed since the preview, and nothing changes', async () => {
    const poolId = await pool(2)
    await device({ serial: 'A' })
    await device({ serial: 'B' })
    const made = (await preview()).body
    await api.owner.query('UPDATE license_pools SET units = 1 WHERE id = $1', [poolId])
    const refused = await start(made)
    expect(refused).toMatchObject({ status: 409, body: { code: 'license-batch.preview-changed' } })
    expect(refused.body.detail).toMatch(/Preview it again/)
    await api.owner.query('UPDATE license_pools SET units = 2 WHERE id = $1', [poolId])
    expect((await start({ ...made, previewHash: 'another' })).body.code).toBe('license-batch.preview-changed')
    expect((await start(made)).body.state).toBe('finished')
    await device({ serial: 'C' })
    const nobody = (await preview()).body
    expect((await start(nobody)).body.code).toBe('license-batch.nothing-to-do')
  })

  it('takes the place of what was dropped, and the old unit is free again', async () => {
    const old = await pool(1, { validUntil: new Date(Date.now() - 40 * 86_400_000) })
    const one = await device()
    const id = await buildActivation(api.owner, { organizationId, deviceId: one, poolId: old })
    await api.owner.query(`UPDATE activations SET dropped_at = now(), drop_cause = 'expired' WHERE id = $1`, [id])
    const fresh = await pool(1)
    const made = (await preview()).body
    expect(made.expected).toEqual({ gets: 1 })
    expect((await start(made)).body.results).toEqual({ activated: 1 })
    const { rows } = await api.owner.query('SELECT id, active FROM license_pools WHERE id = ANY ($1) ORDER BY active', [
      [old, fresh],
    ])
    expect(rows).toEqual([
      { id: old, active: 0 },
      { id: fresh, active: 1 },
    ])
  })

  it('is released from many, in one act', async () => {
    const poolId = await pool(3)
    const [one, two] = [await device({ connection: 'offline' }), await device(), await device()]
    for (const deviceId of [one, two]) await buildActivation(api.owner, { organizationId, deviceId, poolId })
    const made = (await preview({ action: 'release' })).body
    expect(made.expected).toEqual({ releases: 2, 'not-active': 1 })
    expect((await start(made)).body).toMatchObject({ state: 'finished', results: { released: 2, 'not-active': 1 } })
    expect((await api.owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])).rows).toEqual([
      { active: 0 },
    ])
    const owed = (await admin.get(`${path}/licenses/unconfirmed-releases`)).body.items
    expect(owed.map((row: { device: { id: string } }) => row.device.id).sort()).toEqual([one, two].sort())
  })

  it('of a feature that is not in the catalogue, or in a scope that is not there, is refused', async () => {
    expect((await preview({ featureKey: 'flying' })).body.code).toBe('license-pool.unknown-feature')
    const scope = { groupId: '0197a000-0000-7000-8000-000000000000' }
    expect((await preview({ scope })).status).toBe(404)
  })
})
