import { buildDevice, buildGrant, buildOrganization, buildPool, patient } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let first: RunningApi
let second: RunningApi
let organizationId: string
let admins: readonly [Visitor, Visitor]
let issue: (units: number, customerId?: string | null) => Promise<string>

beforeAll(async () => {
  first = await runApi()
  second = await runApi(first.database)
  organizationId = (await buildOrganization(first.owner)).id
  const partnerId = (await buildOrganization(first.owner, { kind: 'partner' })).id
  await buildGrant(first.owner, { organizationId, partnerId })
  const person = await first.person('admin', organizationId)
  admins = [await first.visitor.signIn(person), await second.visitor.signIn(person)]
  const partner = await first.signedIn('partner-admin', partnerId)
  const poolId = await buildPool(first.owner, { organizationId: partnerId, units: 1000 })
  issue = async (units, customerId = organizationId) =>
    (await partner.post(`/organizations/${partnerId}/licenses/keys`, { poolId, units, customerId })).body.text
})
afterAll(async () => {
  await second.close()
  await first.close()
})

const devices = (count: number, model = 'gtm-5140') =>
  Promise.all(Array.from({ length: count }, () => buildDevice(first.owner, { organizationId, model })))

/** Who hears that too much is going on asks again, as he is told to. */
function insist(by: Visitor, path: string, request: object) {
  const ask = async () => {
    const answer = await by.post(path, request)
    if (answer.body.code === 'request.busy') throw new Error('Busy.')
    return answer
  }
  return vi.waitFor(ask, patient)
}

/** Every device tries at once, through two applications with connections of their own. */
async function race(deviceIds: readonly string[], request: object): Promise<Record<string, number>> {
  const answers = await Promise.all(
    deviceIds.map((id, index) =>
      insist(admins[index % 2 === 0 ? 0 : 1], `/organizations/${organizationId}/devices/${id}/activations`, request),
    ),
  )
  const outcomes = answers.map(({ status, body }) => (status === 200 ? 'activated' : String(body.code)))
  return Object.fromEntries(
    [...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]),
  )
}

const inUse = async (deviceIds: readonly string[]) =>
  (await first.owner.query('SELECT count(*)::int AS n FROM activations WHERE device_id = ANY ($1)', [deviceIds]))
    .rows[0].n

describe('units', () => {
  it('are never given out twice, however many ask at once', async () => {
    const pool = await buildPool(first.owner, { organizationId, feature: 'api', units: 20 })
    const racing = await devices(50, 'gtm-5250')
    expect(await race(racing, { featureKey: 'api' })).toEqual({ activated: 20, 'license.no-units-left': 30 })
    expect(await inUse(racing)).toBe(20)
    const { rows } = await first.owner.query('SELECT active, units FROM license_pools WHERE id = $1', [pool])
    expect(rows).toEqual([{ active: 20, units: 20 }])
  })

  it('of one key are redeemed once and used as often as there are', async () => {
    for (let round = 0; round < 3; round += 1) {
      const racing = await devices(12)
      const key = await issue(3)
      expect(await race(racing, { key })).toEqual({ activated: 3, 'license.no-units-left': 9 })
      expect(await inUse(racing)).toBe(3)
    }
  })

  it('come back as fast as they go', async () => {
    const pool = await buildPool(first.owner, { organizationId, feature: 'hdmi-inputs', units: 5 })
    const racing = await devices(5, 'gtm-5250')
    const path = (id: string) => `/organizations/${organizationId}/devices/${id}/activations`
    for (let round = 0; round < 3; round += 1) {
      expect(await race(racing, { featureKey: 'hdmi-inputs' })).toEqual({ activated: 5 })
      await Promise.all(racing.map((id, index) => admins[index % 2 === 0 ? 0 : 1].remove(`${path(id)}/hdmi-inputs`)))
    }
    const { rows } = await first.owner.query('SELECT active FROM license_pools WHERE id = $1', [pool])
    expect(rows).toEqual([{ active: 0 }])
  })

  it('leave a gapless history, whoever was first', async () => {
    const sql = `SELECT p.id, p.active, (SELECT h.active FROM license_pool_history h WHERE h.id = p.id AND upper_inf(h.valid_during)) AS last
      FROM license_pools p WHERE p.organization_id = $1`
    const { rows } = await first.owner.query(sql, [organizationId])
    for (const { active, last } of rows) expect(last).toBe(active)
  })
})
