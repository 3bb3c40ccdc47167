import { buildActivation, buildDevice, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { poolReviewsOf } from '../../test/pool-reviews.js'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
beforeAll(async () => {
  api = await runApi()
})
afterAll(() => api.close())

const days = (count: number, from = new Date()) => new Date(from.getTime() + count * 86_400_000)
const seconds = (count: number) => new Date(Date.now() + count * 1000)

/** An organization with one pool that ended so many days ago, and devices that hold a unit of it. */
async function office(ended: number | null, more: Partial<Parameters<typeof buildPool>[1]> = {}) {
  const organizationId = (await buildOrganization(api.owner)).id
  const validUntil = ended === null ? {} : { validUntil: days(-ended) }
  const poolId = await buildPool(api.owner, { organizationId, units: 2000, ...validUntil, ...more })
  const review = poolReviewsOf(api, organizationId)
  const device = async (wanted: object = {}, inCall = false) => {
    const deviceId = await buildDevice(api.owner, { organizationId, ...wanted })
    if (inCall) await api.owner.query('UPDATE devices SET in_call = true WHERE id = $1', [deviceId])
    await buildActivation(api.owner, { organizationId, deviceId, poolId })
    return deviceId
  }
  const pool = (set: string, ...values: unknown[]) =>
    api.owner.query(`UPDATE license_pools SET ${set} WHERE id = $1`, [poolId, ...values])
  return { organizationId, poolId, review, device, pool }
}
const features = async (deviceId: string) =>
  (await api.owner.query('SELECT features FROM devices WHERE id = $1', [deviceId])).rows[0].features
const causeOf = async (deviceId: string) =>
  (await api.owner.query('SELECT drop_cause FROM activations WHERE device_id = $1', [deviceId])).rows[0].drop_cause
const acts = async (deviceId: string) =>
  (
    await api.owner.query(
      `SELECT action, before, after, details FROM audit_entries WHERE device_id = $1 AND action LIKE 'license.%' ORDER BY at, id`,
      [deviceId],
    )
  ).rows

describe('a feature whose pool is over', () => {
  it('drops after grace, keeps its unit, is brought to the device and recorded', async () => {
    const { organizationId, poolId, review, device } = await office(15)
    const deviceId = await device()
    await review()
    expect([await features(deviceId), await causeOf(deviceId)]).toEqual([[], 'expired'])
    expect(await acts(deviceId)).toEqual([
      {
        action: 'license.dropped',
        before: { features: ['dual-screen'] },
        after: { features: [] },
        details: { feature: 'dual-screen', cause: 'expired' },
      },
    ])
    const { rows } = await api.owner.query(
      `SELECT p.active, d.kind, t.device_id FROM license_pools p JOIN deployments d USING (organization_id)
         JOIN deployment_targets t ON t.deployment_id = d.id WHERE p.id = $1`,
      [poolId],
    )
    expect(rows).toEqual([{ active: 1, kind: 'license', device_id: deviceId }])
    const admin = await api.signedIn('admin', organizationId)
    const seen = await admin.get(`/organizations/${organizationId}/devices/${deviceId}`)
    expect(seen.body).toMatchObject({
      features: [],
      activations: [{ featureKey: 'dual-screen', dropCause: 'expired', droppedAt: expect.any(String) }],
    })
  })

  it('is kept through grace, and while the pool is valid, perpetual, or of a former vendor', async () => {
    for (const { review, device } of [
      await office(13),
      await office(-1),
      await office(null),
      await office(90, { origin: 'vendor' }),
    ]) {
      const deviceId = await device()
      await review()
      expect(await features(deviceId)).toEqual(['dual-screen'])
    }
  })

  it('stays until the call is over', async () => {
    const { review, device } = await office(20)
    const deviceId = await device({}, true)
    await review()
    expect(await features(deviceId)).toEqual(['dual-screen'])
    expect(await review(seconds(30))).toEqual([])
    await api.owner.query('UPDATE devices SET in_call = false WHERE id = $1', [deviceId])
    await review(seconds(65))
    expect(await features(deviceId)).toEqual([])
  })

  it('stays on a device that may be in a call, and goes at once where nobody is disturbed', async () => {
    const { organizationId, review, device } = await office(20)
    const unknown = await device({ connection: 'unknown' })
    const gone = [
      await device({ connection: 'offline' }),
      await device({ management: 'recorded' }),
      await device({ state: 'staged', connection: 'never' }),
    ]
    await review()
    expect(await features(unknown)).toEqual(['dual-screen'])
    for (const deviceId of gone) expect(await features(deviceId)).toEqual([])
    const { rows } = await api.owner.query('SELECT device_id FROM deployment_targets WHERE organization_id = $1', [
      organizationId,
    ])
    expect(rows).toEqual([{ device_id: gone[0] }])
  })

  it('stays through the office hours of its room, by the clock on the wall, also on the day after it went forward', async () => {
    const { organizationId, poolId, review, device } = await office(null)
    const roomId = await buildRoom(api.owner, { organizationId })
    const technician = await api.signedIn('technician', organizationId)
    const officeHours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '18:00' }))
    const entered = await technician.patch(`/organizations/${organizationId}/rooms/${roomId}`, 1, { officeHours })
    expect(entered).toMatchObject({ status: 200, body: { officeHours } })
    const [inRoom, inStock] = [await device({ roomId }), await device()]
    await api.owner.query(`UPDATE license_pools SET valid_until = '2026-03-01T00:00:00Z' WHERE id = $1`, [poolId])
    await review(new Date('2026-03-30T06:30:00Z'))
    expect([await features(inRoom), await features(inStock)]).toEqual([['dual-screen'], []])
    const { rows } = await api.owner.query('SELECT review_at FROM license_pools WHERE id = $1', [poolId])
    expect(rows[0].review_at.toISOString()).toBe('2026-03-30T16:00:00.000Z')
    await review(new Date('2026-03-30T16:00:00Z'))
    expect(await features(inRoom)).toEqual([])
  })

  it('is looked at again as soon as the hours are others, or the device stands elsewhere', async () => {
    const { organizationId, review, device } = await office(20)
    const officeHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '23:59' }))
    const technician = await api.signedIn('technician', organizationId)
    const room = async () => {
      const roomId = await buildRoom(api.owner, { organizationId })
      const path = `/organizations/${organizationId}/rooms/${roomId}`
      expect((await technician.patch(path, 1, { officeHours })).status).toBe(200)
      return { roomId, clear: () => technician.patch(path, 2, { officeHours: [] }) }
    }
    const [first, second] = [await room(), await room()]
    const [stays, leaves] = [await device({ roomId: first.roomId }), await device({ roomId: second.roomId })]
    await review()
    expect([await features(stays), await features(leaves)]).toEqual([['dual-screen'], ['dual-screen']])
    expect(await review()).toEqual([])
    expect((await first.clear()).status).toBe(200)
    await review()
    expect([await features(stays), await features(leaves)]).toEqual([[], ['dual-screen']])
    expect(await review()).toEqual([])
    await api.owner.query('UPDATE devices SET room_id = NULL WHERE id = $1', [leaves])
    await review()
    expect(await features(leaves)).toEqual([])
  })

  it('of many devices drops in parts, and one that somebody holds is not waited for', async () => {
    const { organizationId, poolId, review, device } = await office(20)
    const held = await device()
    await api.owner.query(
      `WITH made AS (INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, state, management, connection)
         SELECT gen_random_uuid(), $1, 'StarLeaf', $2::text || i, 'gtm-5140', 'Many ' || i, 'active', 'linked', 'online'
           FROM generate_series(1, 1100) AS i RETURNING id)
       INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, activated_by)
         SELECT gen_random_uuid(), $1, id, $2::uuid, 'dual-screen', 'system:test' FROM made`,
      [organizationId, poolId],
    )
    const client = await api.connectAs('maestro_app')
    await client.query(`SELECT set_config('app.organization_id', $1, false)`, [organizationId])
    await client.query('BEGIN')
    await client.query('SELECT 1 FROM devices WHERE id = $1 FOR UPDATE', [held])
    await review()
    await client.query('ROLLBACK')
    const left = `SELECT array_agg(device_id) AS ids FROM activations WHERE pool_id = $1 AND dropped_at IS NULL`
    expect((await api.owner.query(left, [poolId])).rows).toEqual([{ ids: [held] }])
    await review(seconds(6))
    expect((await api.owner.query(left, [poolId])).rows).toEqual([{ ids: null }])
  })

  it('drops once, however many look at it at the same time', async () => {
    const { review, device } = await office(20)
    const deviceIds = [await device(), await device(), await device()]
    await Promise.all([review(), review(), review()])
    for (const deviceId of deviceIds) expect(await acts(deviceId)).toHaveLength(1)
  })
})

describe('a feature that was dropped', () => {
  it('comes back when its pool is renewed, and the audit says after what', async () => {
    const { review, device, pool } = await office(20)
    const deviceId = await device()
    await review()
    await pool('valid_until = $2', days(365))
    expect(await review()).toHaveLength(1)
    expect([await features(deviceId), await causeOf(deviceId)]).toEqual([['dual-screen'], null])
    expect((await acts(deviceId)).at(-1)).toMatchObject({
      action: 'license.restored',
      before: { features: [] },
      after: { features: ['dual-screen'] },
      details: { feature: 'dual-screen', cause: 'expired' },
    })
    expect(await review()).toEqual([])
  })

  it.each([
    ['suspended', 'suspended_at'],
    ['revoked', 'revoked_at'],
  ])('because its pool was %s comes back when that is taken back', async (cause, column) => {
    const { review, device, pool } = await office(null)
    const deviceId = await device()
    await pool(`${column} = now()`)
    await review()
    expect([await features(deviceId), await causeOf(deviceId)]).toEqual([[], cause])
    await pool(`${column} = NULL`)
    await review()
    expect(await features(deviceId)).toEqual(['dual-screen'])
  })

  it('comes back when the clock of the server is set back, and drops again when it is right', async () => {
    const { poolId, review, device } = await office(15)
    const deviceId = await device()
    await review()
    expect(await features(deviceId)).toEqual([])
    expect(await review(days(-10))).toEqual([poolId])
    expect(await features(deviceId)).toEqual(['dual-screen'])
    await review()
    expect(await features(deviceId)).toEqual([])
    const { rows } = await api.owner.query(
      `SELECT threshold, count(*)::int AS n FROM license_notices WHERE pool_id = $1 GROUP BY 1 ORDER BY 1`,
      [poolId],
    )
    expect(rows).toEqual([
      { threshold: 'dropped', n: 1 },
      { threshold: 'grace', n: 1 },
    ])
  })

  it('is not lost by a clock that was set back to before its pool began', async () => {
    const { poolId, review, device } = await office(null)
    const deviceId = await device()
    await api.owner.query('UPDATE license_pools SET valid_from = $2 WHERE id = $1', [poolId, days(-5)])
    await review(days(-10))
    expect(await features(deviceId)).toEqual(['dual-screen'])
  })

  it('is found by the sweep when whoever was to bring it back died', async () => {
    const { poolId, review, device, pool } = await office(20)
    const deviceId = await device()
    await review()
    await pool('valid_until = $2', days(365))
    const leased = seconds(60)
    await pool(`term = 'valid', review_at = $2`, leased)
    expect(await review()).toEqual([])
    expect(await review(seconds(61))).toEqual([poolId])
    expect(await features(deviceId)).toEqual(['dual-screen'])
  })
})
