import { buildActivation, buildDevice, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'
import { Audit } from '../audit/audit.js'
import { licenseEngine } from '../license-batches/engine.js'
import { SweepLicenseWork } from '../license-batches/sweep-license-work.job.js'

let api: RunningApi
let organizationId: string
let poolId: string
let admin: Visitor
let path: string

beforeAll(async () => {
  api = await runApi()
})
beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  poolId = await buildPool(api.owner, { organizationId, units: 2 })
  admin = await api.signedIn('admin', organizationId)
  path = `/organizations/${organizationId}`
})
afterAll(() => api.close())

const device = (more: object = {}) => buildDevice(api.owner, { organizationId, ...more })
const licensed = async (more: object = {}) => {
  const deviceId = await device(more)
  await buildActivation(api.owner, { organizationId, deviceId, poolId })
  return deviceId
}
const transfer = (from: string, to: string, by = admin) =>
  by.post(`${path}/devices/${from}/activations/dual-screen/transfer`, { toDeviceId: to, reason: 'Moved' })
const active = async () =>
  (await api.owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])).rows[0].active
const owed = async () => (await admin.get(`${path}/licenses/unconfirmed-releases`)).body.items
const sweep = () => {
  const { releases } = licenseEngine(api.platform, new Audit(api.platform))
  return new SweepLicenseWork(api.platform, releases).handle()
}
const reports = (deviceId: string, features: readonly string[]) =>
  api.owner.query('UPDATE device_statuses SET reported = $2, reported_at = now() WHERE device_id = $1', [
    deviceId,
    { license: { issue: 3, features, keyId: 'k' } },
  ])

describe('a licence', () => {
  it('moves from a dead device at once, and its release is unconfirmed until the device is heard of without it', async () => {
    const [from, to] = [await licensed({ connection: 'offline', name: 'Dead' }), await device({ name: 'Alive' })]
    const moved = await transfer(from, to)
    expect(moved).toMatchObject({ status: 200, body: { from: { features: [] }, to: { features: ['dual-screen'] } } })
    expect(await active()).toBe(1)
    expect(await owed()).toMatchObject([{ device: { id: from, name: 'Dead' }, cause: 'transferred' }])
    await reports(from, ['dual-screen'])
    await sweep()
    expect(await owed()).toHaveLength(1)
    await reports(from, [])
    await sweep()
    expect(await owed()).toEqual([])
    const { rows } = await api.owner.query(
      `SELECT device_id, action, reason FROM audit_entries WHERE organization_id = $1 AND action LIKE 'license.%' ORDER BY action, at, id`,
      [organizationId],
    )
    expect(rows).toEqual([
      { device_id: from, action: 'license.release-confirmed', reason: null },
      { device_id: from, action: 'license.transferred', reason: 'Moved' },
      { device_id: to, action: 'license.transferred', reason: 'Moved' },
    ])
    const targets = await api.owner.query('SELECT device_id FROM deployment_targets WHERE organization_id = $1', [
      organizationId,
    ])
    expect(targets.rows.map(({ device_id }) => device_id).sort()).toEqual([from, to].sort())
  })

  it('that comes back to its device owes nothing any more', async () => {
    const [one, two] = [await licensed(), await device()]
    await transfer(one, two)
    await transfer(two, one)
    expect(await owed()).toMatchObject([{ device: { id: two } }])
    expect(await active()).toBe(1)
  })

  it('of a device that never spoke to us, or is recorded by hand, is released for certain', async () => {
    for (const more of [{ state: 'staged' }, { management: 'recorded' }])
      await transfer(await licensed(more), await device())
    expect(await owed()).toEqual([])
    expect(await active()).toBe(2)
  })

  it('does not move where it cannot, with a reason each time', async () => {
    const [from, other] = [await licensed({ name: 'From' }), await licensed()]
    expect((await transfer(from, from)).body.code).toBe('license.same-device')
    expect((await transfer(from, other)).body.code).toBe('license.already-active')
    expect((await transfer(from, await device({ model: 'gtm-mini' }))).body.code).toBe('license.model-cannot')
    expect((await transfer(from, await device({ state: 'retired' }))).body.code).toBe('device.retired')
    expect((await transfer(await device(), await device())).body.code).toBe('license.not-active')
    expect((await transfer(from, await device(), await api.signedIn('technician', organizationId))).status).toBe(403)
    const elsewhere = (await buildOrganization(api.owner)).id
    expect((await transfer(from, await buildDevice(api.owner, { organizationId: elsewhere }))).status).toBe(404)
    expect(await active()).toBe(2)
  })
})

describe('a device that is retired', () => {
  it('gives its units back, and keeps owing an answer that it will never give', async () => {
    const id = await licensed({ connection: 'offline' })
    await admin.api('POST', `${path}/devices/${id}/retire`, { cause: 'lost' }, { 'if-match': '*' })
    expect(await active()).toBe(0)
    expect(await owed()).toMatchObject([{ device: { id, state: 'retired' }, cause: 'retired' }])
  })
})
