import { formatLicenseKey } from '@maestro/domain'
import { buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let organizationId: string
let partnerId: string
let poolId: string
let admin: Visitor
let partner: Visitor

beforeAll(async () => {
  api = await runApi()
  organizationId = (await buildOrganization(api.owner)).id
  partnerId = (await buildOrganization(api.owner, { kind: 'partner' })).id
  await buildGrant(api.owner, { organizationId, partnerId })
  admin = await api.signedIn('admin', organizationId)
  partner = await api.signedIn('partner-admin', partnerId)
  poolId = await buildPool(api.owner, { organizationId: partnerId, units: 100 })
})
afterAll(() => api.close())

const device = (model = 'gtm-5140', state: 'active' | 'retired' = 'active') =>
  buildDevice(api.owner, { organizationId, model, state })
const activationsOf = (deviceId: string) => `/organizations/${organizationId}/devices/${deviceId}/activations`
const activate = (deviceId: string, request: object, by = admin) => by.post(activationsOf(deviceId), request)
const issue = (more: object = {}) =>
  partner.post(`/organizations/${partnerId}/licenses/keys`, { poolId, units: 1, customerId: organizationId, ...more })
const keyFor = async (more: object = {}) => String((await issue(more)).body.text)
const poolRow = async (id: string) =>
  (await api.owner.query('SELECT units, active, reserved, transferred FROM license_pools WHERE id = $1', [id])).rows[0]
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000)
const pool = (more: { feature?: 'api' | 'hdmi-inputs' | 'dual-screen'; units?: number; validUntil?: Date } = {}) =>
  buildPool(api.owner, { organizationId, feature: 'api', units: 1, ...more })

/** A key whose pool was changed by the issuer after it was issued. */
async function keyWithPool(change: string): Promise<string> {
  const id = await buildPool(api.owner, { organizationId: partnerId, units: 5 })
  const key = await keyFor({ poolId: id })
  await api.owner.query(`UPDATE license_pools SET ${change} WHERE id = $1`, [id])
  return key
}

describe('a licence key', () => {
  it('is not used beside a feature: whoever names both is told to choose', async () => {
    const [id, key] = [await device('gtm-5250'), await keyFor()]
    const refused = await activate(id, { featureKey: 'api', key })
    expect(refused).toMatchObject({ status: 422, body: { code: 'license.key-and-feature' } })
    expect((await admin.get(`/organizations/${organizationId}/devices/${id}`)).body.activations).toEqual([])
  })

  it('is issued as long as the pool has so many free units; whoever wants more is told how many there are', async () => {
    const own = await buildPool(api.owner, { organizationId: partnerId, units: 60 })
    expect((await issue({ poolId: own, units: 20 })).status).toBe(201)
    const tooMany = await issue({ poolId: own, units: 9_999 })
    expect(tooMany).toMatchObject({ status: 409, body: { code: 'license-key.too-few-units' } })
    expect(tooMany.body.detail).toContain('need 9999 units')
    expect(tooMany.body.detail).toContain('40 of 60')
    expect((await issue({ poolId: own, units: 40 })).status).toBe(201)
    expect((await issue({ poolId: own })).body.code).toBe('license.no-units-left')
  })

  it('activates its feature on a device, and its units change hands', async () => {
    const before = await poolRow(poolId)
    const key = await keyFor({ units: 3 })
    expect(await poolRow(poolId)).toEqual({ ...before, reserved: before.reserved + 3 })
    const id = await device()
    expect(await activate(id, { key })).toMatchObject({
      status: 200,
      body: { featureKey: 'dual-screen', alreadyActive: false, device: { id, features: ['dual-screen'] } },
    })
    expect(await poolRow(poolId)).toEqual({ ...before, transferred: before.transferred + 3 })
    const { rows } = await api.owner.query(
      `SELECT p.units, p.active FROM activations a JOIN license_pools p ON p.id = a.pool_id WHERE a.device_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ units: 3, active: 1 }])
  })

  it.each([
    ['in small letters', (key: string) => key.toLowerCase()],
    ['without separators', (key: string) => key.replaceAll('-', '')],
    [
      'with blanks and look-alikes',
      (key: string) => ` ${key.replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')} `,
    ],
    [
      'as the address that a camera reads',
      (key: string) => `https://rooms.maestro.example.com/${'a/'.repeat(20)}redeem#${key}`,
    ],
    ['as a document pastes it', (key: string) => `\u201e${key.replaceAll('-', '\u00ad\u2011')}\u201c\ufeff`],
  ])('is read %s', async (_, typed) => {
    expect((await activate(await device(), { key: typed(await keyFor()) })).status).toBe(200)
  })

  it('used again on the same device is success and takes nothing', async () => {
    const key = await keyFor({ units: 2 })
    const id = await device()
    await activate(id, { key })
    expect(await activate(id, { key })).toMatchObject({ status: 200, body: { alreadyActive: true } })
    const { rows } = await api.owner.query(
      'SELECT p.active FROM license_pools p JOIN activations a ON a.pool_id = p.id WHERE a.device_id = $1',
      [id],
    )
    expect(rows).toEqual([{ active: 1 }])
  })

  it('is refused for the first thing that is wrong, each with its own code', async () => {
    const codeOf = async (key: string, model?: string) => (await activate(await device(model), { key })).body.code
    const good = await keyFor()
    expect(await codeOf(`${good.slice(0, -1)}${good.endsWith('7') ? '8' : '7'}`, 'phone-2105')).toBe(
      'license-key.mistyped',
    )
    expect(await codeOf(formatLicenseKey(new Uint8Array(12).fill(7)), 'phone-2105')).toBe('license-key.unknown')
    expect(await codeOf(good, 'phone-2105')).toBe('license.model-cannot')
    const expired = `valid_until = now() - interval '1 day'`
    expect(await codeOf(await keyWithPool(expired), 'phone-2105')).toBe('license.model-cannot')
    const revoked = await keyWithPool(expired)
    await api.owner.query(
      "UPDATE license_keys SET state = 'revoked' WHERE id = (SELECT id FROM license_keys ORDER BY created_at DESC, id DESC LIMIT 1)",
    )
    expect(await codeOf(revoked)).toBe('license.revoked')
    expect(
      await codeOf(await keyWithPool(`valid_from = now() + interval '1 day', valid_until = now() + interval '2 days'`)),
    ).toBe('license.not-yet-valid')
    expect(await codeOf(await keyWithPool(expired))).toBe('license.expired')
    expect(await codeOf(good)).toBeUndefined()
    expect(await codeOf(good)).toBe('license.no-units-left')
  })

  it('of another organization is as unknown as one that nobody issued', async () => {
    const strangerId = (await buildOrganization(api.owner)).id
    const stranger = await api.signedIn('admin', strangerId)
    const theirs = await buildDevice(api.owner, { organizationId: strangerId })
    const path = `/organizations/${strangerId}/devices/${theirs}/activations`
    const bound = await stranger.post(path, { key: await keyFor() })
    const redeemed = await keyFor({ customerId: null, units: 5 })
    await activate(await device(), { key: redeemed })
    const used = await stranger.post(path, { key: redeemed })
    const invented = await stranger.post(path, { key: formatLicenseKey(new Uint8Array(12).fill(3)) })
    const seen = ({ status, body }: typeof bound) => ({ status, ...body, requestId: '' })
    expect(seen(bound)).toEqual(seen(invented))
    expect(seen(used)).toEqual(seen(invented))
    expect(invented).toMatchObject({ status: 404, body: { code: 'license-key.unknown' } })
  })

  it('leaves no more of itself than its hint in table and audit', async () => {
    const key = await keyFor()
    const id = await device('phone-2105')
    await activate(id, { key })
    const { rows } = await api.owner.query(
      "SELECT actor, details FROM audit_entries WHERE device_id = $1 AND action = 'license.refused'",
      [id],
    )
    expect(rows).toEqual([
      { actor: `person:${admin.personId}`, details: { code: 'license.model-cannot', key: `${key.slice(0, 5)}-…` } },
    ])
    const everything = await api.owner.query(
      'SELECT (SELECT jsonb_agg(to_jsonb(a)) FROM audit_entries a)::text || (SELECT jsonb_agg(to_jsonb(k)) FROM license_keys k)::text AS text',
    )
    for (const form of [key, key.replaceAll('-', '')]) expect(everything.rows[0].text).not.toContain(form)
  })
})

describe('a unit of a pool', () => {
  it('goes on a device, comes back, and is free for the next one', async () => {
    const id = await pool({ feature: 'hdmi-inputs' })
    const [one, other] = [await device('gtm-5250'), await device('gtm-5250')]
    expect((await activate(one, { featureKey: 'hdmi-inputs' })).status).toBe(200)
    expect((await activate(other, { featureKey: 'hdmi-inputs' })).body.code).toBe('license.no-units-left')
    expect(await admin.remove(`${activationsOf(one)}/hdmi-inputs`)).toMatchObject({
      status: 200,
      body: { features: [] },
    })
    expect(await poolRow(id)).toMatchObject({ active: 0 })
    expect((await activate(other, { featureKey: 'hdmi-inputs' })).status).toBe(200)
    expect(await admin.remove(`${activationsOf(one)}/hdmi-inputs`)).toMatchObject({
      body: { code: 'license.not-active' },
    })
  })

  it('is refused where there is no pool, the model cannot, or the device is retired', async () => {
    const codeOf = async (deviceId: string, featureKey: string) => (await activate(deviceId, { featureKey })).body.code
    expect(await codeOf(await device(), 'dual-screens')).toBe('license-pool.unknown-feature')
    expect(await codeOf(await device(), 'api')).toBe('license.model-cannot')
    expect(await codeOf(await device('gtm-5140'), 'registration-business')).toBe('license.no-pool')
    expect(await codeOf(await device('gtm-5250', 'retired'), 'api')).toBe('device.retired')
  })

  it('comes from the pool that ends first', async () => {
    const later = await pool({ validUntil: hoursFromNow(200) })
    const sooner = await pool({ validUntil: hoursFromNow(100) })
    const id = await device('gtm-5250')
    await activate(id, { featureKey: 'api' })
    const { rows } = await api.owner.query('SELECT pool_id FROM activations WHERE device_id = $1', [id])
    expect(rows).toEqual([{ pool_id: sooner }])
    expect(await poolRow(later)).toMatchObject({ active: 0 })
  })
})

describe('the door', () => {
  it('lets an auditor look and touch nothing', async () => {
    const auditor = await api.signedIn('auditor', organizationId)
    const id = await device()
    expect((await auditor.get(`/organizations/${organizationId}/licenses/position`)).status).toBe(200)
    expect((await activate(id, { key: await keyFor() }, auditor)).status).toBe(403)
    expect((await auditor.remove(`${activationsOf(id)}/dual-screen`)).status).toBe(403)
    expect((await api.visitor.post(activationsOf(id), { featureKey: 'api' })).status).toBe(401)
    expect((await activate(id, {})).status).toBe(400)
  })

  it('issues keys only within a pool, only for own customers', async () => {
    const { id } = await buildOrganization(api.owner)
    expect((await issue({ customerId: id })).body.code).toBe('license-key.customer-unknown')
    expect((await issue({ units: 1000 })).body.code).toBe('license-key.too-few-units')
    const foreign = await pool()
    expect((await issue({ poolId: foreign })).status).toBe(404)
    expect(
      (await admin.post(`/organizations/${organizationId}/licenses/pools`, { featureKey: 'api', units: 5 })).status,
    ).toBe(403)
  })

  it('tells the position, which is what the pools hold', async () => {
    const { body } = await admin.get(`/organizations/${organizationId}/licenses/position`)
    const { rows } = await api.owner.query(
      `SELECT feature_key, sum(units)::int AS units, (SELECT count(*)::int FROM activations a WHERE a.organization_id = $1 AND a.feature_key = p.feature_key) AS assigned
       FROM license_pools p WHERE organization_id = $1 GROUP BY feature_key ORDER BY feature_key`,
      [organizationId],
    )
    expect(
      body.features.map(({ featureKey, purchased, assigned }: Record<string, unknown>) => [
        featureKey,
        purchased,
        assigned,
      ]),
    ).toEqual(rows.map(({ feature_key, units, assigned }) => [feature_key, units, assigned]))
  })
})
