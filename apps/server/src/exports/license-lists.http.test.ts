import {
  buildActivation,
  buildDevice,
  buildGrant,
  buildNotice,
  buildOrganization,
  buildPool,
  buildRoom,
} from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let ids: { customer: string; shy: string; partner: string; pool: string; rule: string }
let admin: Visitor
let partner: Visitor
const NAME = '=Werft'

beforeAll(async () => {
  api = await runApi()
  const build = async (kind: 'customer' | 'partner', name: string) =>
    (await buildOrganization(api.owner, { kind, name })).id
  const customer = await build('customer', NAME)
  const [shy, partnerId] = [await build('customer', 'Shy'), await build('partner', '+Systemhaus')]
  for (const organizationId of [customer, shy]) await buildGrant(api.owner, { organizationId, partnerId })
  await api.owner.query(`UPDATE grants SET rights = '{rooms.view}' WHERE organization_id = $1`, [shy])
  const validUntil = new Date(Date.now() + 20 * 86_400_000)
  for (const organizationId of [customer, shy]) {
    const poolId = await buildPool(api.owner, { organizationId, units: 3, validUntil })
    const deviceId = await buildDevice(api.owner, { organizationId, name: '-Bridge', serial: `${organizationId}` })
    await buildActivation(api.owner, { organizationId, deviceId, poolId })
    await buildNotice(api.owner, { organizationId, poolId, threshold: '30-days', endsAt: validUntil })
  }
  admin = await api.signedIn('admin', customer)
  partner = await api.signedIn('partner-admin', partnerId)
  const giver = await buildPool(api.owner, { organizationId: partnerId, feature: 'api', units: 10 })
  const path = `/organizations/${partnerId}/licenses/pools/${giver}/moves`
  expect((await partner.post(path, { customerId: customer, units: 2, why: '@Order' })).status).toBe(201)
  const roomId = await buildRoom(api.owner, { organizationId: customer, name: '=Room' })
  const waiting = { organizationId: customer, roomId, model: 'gtm-5250' } as const
  for (const serial of ['W-1', 'W-2', 'W-3']) await buildDevice(api.owner, { ...waiting, serial, name: serial })
  const own = `/organizations/${customer}`
  const members = (
    await api.owner.query(`SELECT id FROM devices WHERE organization_id = $1 AND model_key = 'gtm-5250'`, [customer])
  ).rows.map(({ id }: { id: string }) => id)
  const group = await admin.post(`${own}/groups`, { name: '=All' })
  await admin.post(`${own}/groups/${group.body.id}/devices`, { deviceIds: members })
  const rule = await admin.post(`${own}/license-rules`, { featureKey: 'hdmi-inputs', groupId: group.body.id })
  expect([group.status, rule.status]).toEqual([201, 201])
  ids = { customer, shy, partner: partnerId, pool: giver, rule: rule.body.id }
})
afterAll(() => api.close())

const rowsOf = async (by: Visitor, organizationId: string, path: string) => {
  const answer = await by.get(`/organizations/${organizationId}/${path}`)
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  return answer.text
    .trimEnd()
    .split('\n')
    .map((row) => row.split(','))
}

describe('the files of an organization', () => {
  it('have its position, feature by feature', async () => {
    const [head, ...rows] = await rowsOf(admin, ids.customer, 'licenses/position.csv')
    expect(head?.slice(0, 3)).toEqual(['feature', 'purchased', 'assigned'])
    expect(head).toContain('not usable')
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['api', '2', '0'],
      ['dual-screen', '3', '1'],
    ])
  })

  it('have its notices, the closed ones where they are wanted', async () => {
    expect(await rowsOf(admin, ids.customer, 'licenses/notices.csv')).toHaveLength(2)
    await api.owner.query(
      `UPDATE license_notices SET closed_at = now(), closed_by_name = '=Ada' WHERE organization_id = $1`,
      [ids.customer],
    )
    expect(await rowsOf(admin, ids.customer, 'licenses/notices.csv')).toHaveLength(1)
    expect((await rowsOf(admin, ids.customer, 'licenses/notices.csv?state=all'))[1]?.at(-1)).toBe("'=Ada")
    await api.owner.query('UPDATE license_notices SET closed_at = NULL, closed_by_name = NULL')
  })

  it('have the units that a pool gave, without a formula', async () => {
    const [, row] = await rowsOf(partner, ids.partner, `licenses/pools/${ids.pool}/moves.csv`)
    expect(row?.slice(1, 6)).toEqual(['api', 'given', '2', "'=Werft", "'@Order"])
    expect((await admin.get(`/organizations/${ids.customer}/licenses/pools/${ids.pool}/moves.csv`)).status).toBe(404)
  })

  it('have what was taken back and is not certain', async () => {
    const { rows } = await api.owner.query(`SELECT device_id AS id FROM activations WHERE organization_id = $1`, [
      ids.customer,
    ])
    await admin.remove(`/organizations/${ids.customer}/devices/${rows[0].id}/activations/dual-screen`)
    const [, row] = await rowsOf(admin, ids.customer, 'licenses/unconfirmed-releases.csv')
    expect(row?.slice(0, 6)).toEqual(['dual-screen', ids.customer, "'-Bridge", 'active', 'online', 'released'])
  })

  it('have the rules, and the devices that wait in their order; nobody waits for one that is paused', async () => {
    const [, rule] = await rowsOf(admin, ids.customer, 'license-rules/export.csv')
    expect(rule?.slice(0, 2)).toEqual(['hdmi-inputs', "'=All"])
    const waiting = () => rowsOf(admin, ids.customer, `license-rules/${ids.rule}/waiting.csv`)
    const row = (serial: string) => [serial, serial, "'=Room", 'gtm-5250']
    expect(await waiting()).toEqual([['serial', 'device', 'room', 'model'], row('W-1'), row('W-2'), row('W-3')])
    await api.owner.query('UPDATE license_rules SET enabled = false WHERE id = $1', [ids.rule])
    expect(await waiting()).toHaveLength(1)
    expect((await partner.get(`/organizations/${ids.partner}/license-rules/${ids.rule}/waiting.csv`)).status).toBe(404)
  })

  it('are kept in the audit by what they are, and given to nobody without the right', async () => {
    await rowsOf(admin, ids.customer, 'licenses/position.csv')
    const { body } = await admin.get(`/organizations/${ids.customer}/audit?action=licenses.exported&limit=1`)
    expect(body.items).toMatchObject([{ details: { format: 'csv', list: 'position' } }])
    const technician = await api.signedIn('technician', ids.customer)
    expect((await technician.get(`/organizations/${ids.customer}/licenses/position.csv`)).status).toBe(403)
  })
})

describe("the files of a partner's customers", () => {
  it('have the position of those whose grants show licences, and of no others', async () => {
    const positions = await rowsOf(partner, ids.partner, 'customers/licenses.csv')
    expect(positions.slice(1).map((row) => row.slice(0, 3))).toEqual([
      ["'=Werft", 'api', '2'],
      ["'=Werft", 'dual-screen', '3'],
    ])
    expect(await rowsOf(partner, ids.partner, 'customers/licenses.csv?feature=api')).toHaveLength(2)
    expect(await rowsOf(partner, ids.partner, 'customers/licenses.csv?search=nobody')).toHaveLength(1)
  })

  it('have the forecast and the open notices', async () => {
    const { rows } = await api.owner.query(
      'SELECT id FROM license_pools WHERE organization_id = $1 AND valid_until IS NOT NULL',
      [ids.customer],
    )
    const deviceId = await buildDevice(api.owner, { organizationId: ids.customer })
    await buildActivation(api.owner, { organizationId: ids.customer, deviceId, poolId: rows[0].id })
    const forecast = await rowsOf(partner, ids.partner, 'customers/licenses/forecast.csv')
    expect(forecast.slice(1).map((row) => row.slice(1))).toEqual([["'=Werft", 'dual-screen', '1']])
    const notices = await rowsOf(partner, ids.partner, 'customers/licenses/notices.csv')
    expect(notices.slice(1).map((row) => [row[0], row[1], row[3]])).toEqual([["'=Werft", 'dual-screen', '30-days']])
  })
})
