import { buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
let ids: { operator: string; partner: string; customer: string }
let operator: Visitor
let partner: Visitor
let admin: Visitor

beforeAll(async () => {
  api = await runApi()
  const build = async (kind: 'operator' | 'partner' | 'customer', name: string) =>
    (await buildOrganization(api.owner, { kind, name })).id
  ids = {
    operator: await build('operator', 'Betreiber'),
    partner: await build('partner', 'Systemhaus'),
    customer: await build('customer', 'Werft'),
  }
  await buildGrant(api.owner, { organizationId: ids.customer, partnerId: ids.partner })
  operator = await api.signedIn('owner', ids.operator)
  partner = await api.signedIn('partner-admin', ids.partner)
  admin = await api.signedIn('admin', ids.customer)
})
afterAll(() => api.close())

const pools = (organizationId: string) => `/organizations/${organizationId}/licenses/pools`
const poolOf = (organizationId: string, more: { units?: number; validUntil?: Date } = {}) =>
  buildPool(api.owner, { organizationId, ...more })
const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const move = (poolId: string, units: number, by = partner, from = ids.partner, customerId = ids.customer) =>
  by.post(`${pools(from)}/${poolId}/moves`, { customerId, units, why: 'Order 7' })
const takeBack = (poolId: string, units: number, by = partner, from = ids.partner, customerId = ids.customer) =>
  by.post(`${pools(from)}/${poolId}/moves/back`, { customerId, units, why: 'Not needed' })
const movedFrom = async (poolId: string) =>
  (await api.owner.query('SELECT * FROM license_pools WHERE source_pool_id = $1 ORDER BY id', [poolId])).rows
/** How often somebody asked that a pool be looked at. */
const reviewsOf = async (organizationId: string, poolId: string) =>
  (
    await api.owner.query(
      `SELECT count(*)::int AS n FROM bullmq.job WHERE name = 'licenses.review' AND data ->> 'organizationId' = $1 AND data -> 'poolIds' ? $2`,
      [organizationId, poolId],
    )
  ).rows[0].n
const act = (poolId: string, verb: string, body: object, by = operator, organizationId = ids.operator) =>
  by.post(`${pools(organizationId)}/${poolId}/${verb}`, body, { 'if-match': '*' })
const audits = async (organizationId: string, objectId: string) =>
  (
    await api.owner.query(
      'SELECT action, before, after, details, reason FROM audit_entries WHERE organization_id = $1 AND object_id = $2 ORDER BY at, id',
      [organizationId, objectId],
    )
  ).rows

describe('a pool', () => {
  it('changes its units, term, grace and order, and says in the audit what it was and why', async () => {
    const id = await poolOf(ids.operator, { units: 10, validUntil: days(30) })
    const before = (await operator.get(`${pools(ids.operator)}/${id}`)).body
    const wish = { units: 12, validUntil: days(400).toISOString(), graceDays: 7, orderNumber: 'A-9', overuse: 'warn' }
    const changed = await operator.patch(`${pools(ids.operator)}/${id}`, before.version, { ...wish, why: 'Renewed' })
    expect(changed).toMatchObject({ status: 200, body: { ...wish, version: before.version + 1, state: 'valid' } })
    expect(await reviewsOf(ids.operator, id)).toBe(1)
    expect(await audits(ids.operator, id)).toMatchObject([
      { action: 'license-pool.changed', before: { units: 10, graceDays: 14 }, after: { units: 12 }, reason: 'Renewed' },
    ])
    expect((await operator.patch(`${pools(ids.operator)}/${id}`, before.version, wish)).status).toBe(412)
    expect((await operator.patch(`${pools(ids.operator)}/${id}`, undefined, wish)).status).toBe(428)
  })

  it('does not go below what is in use, nor end before it begins, nor change for anybody but the operator', async () => {
    const id = await poolOf(ids.operator, { units: 10 })
    expect((await move(id, 6, operator, ids.operator, ids.partner)).status).toBe(201)
    const change = (body: object) => operator.api('PATCH', `${pools(ids.operator)}/${id}`, body, { 'if-match': '*' })
    expect((await change({ units: 5 })).body).toMatchObject({ code: 'license-pool.below-use', params: { used: 6 } })
    expect((await change({ units: 6 })).status).toBe(200)
    const term = { validFrom: days(2).toISOString(), validUntil: days(1).toISOString() }
    expect((await change(term)).body.code).toBe('license-pool.term-backwards')
    const own = await poolOf(ids.partner)
    const path = `${pools(ids.partner)}/${own}`
    const mine = (body: object) => partner.api('PATCH', path, body, { 'if-match': '*' })
    expect((await mine({ units: 500 })).body.code).toBe('license-pool.only-operator')
    expect((await mine({ orderNumber: 'Ours' })).body.orderNumber).toBe('Ours')
  })

  it('is suspended, resumed and revoked for good', async () => {
    const id = await poolOf(ids.customer)
    const mine = (verb: string, body: object) => act(id, verb, body, admin, ids.customer)
    expect((await mine('suspend', {})).status).toBe(400)
    expect((await mine('suspend', { why: 'Not paid' })).body).toMatchObject({ state: 'suspended' })
    expect(await reviewsOf(ids.customer, id)).toBe(1)
    const device = await buildDevice(api.owner, { organizationId: ids.customer })
    const activate = () =>
      admin.post(`/organizations/${ids.customer}/devices/${device}/activations`, { featureKey: 'dual-screen' })
    expect((await activate()).body.code).toBe('license.suspended')
    expect((await mine('resume', {})).body).toMatchObject({ state: 'valid', suspendedAt: null })
    expect((await mine('revoke', { why: 'Fraud' })).body).toMatchObject({ state: 'revoked' })
    expect((await activate()).body.code).toBe('license.revoked')
    expect((await mine('resume', {})).body.code).toBe('license-pool.revoked')
    expect(await reviewsOf(ids.customer, id)).toBe(3)
    expect((await audits(ids.customer, id)).map(({ action, reason }) => [action, reason])).toEqual([
      ['license-pool.suspended', 'Not paid'],
      ['license-pool.resumed', null],
      ['license-pool.revoked', 'Fraud'],
    ])
  })

  it('has a history, page by page', async () => {
    const id = await poolOf(ids.operator, { units: 1 })
    for (const units of [2, 3])
      await operator.api('PATCH', `${pools(ids.operator)}/${id}`, { units }, { 'if-match': '*' })
    const path = `${pools(ids.operator)}/${id}/history`
    const first = (await operator.get(`${path}?limit=2`)).body
    const second = (await operator.get(`${path}?limit=2&cursor=${first.nextCursor}`)).body
    const all = [...first.items, ...second.items]
    expect(all.map(({ units }) => units)).toEqual([3, 2, 1])
    expect(all[0].until).toBeNull()
    expect(all[1].until).toBe(all[0].from)
  })

  it('is found by feature, state, order and end, and each list is whole in pages', async () => {
    const { id } = await buildOrganization(api.owner)
    const auditor = await api.signedIn('auditor', id)
    for (const end of [-100, -1, 5, 50]) await poolOf(id, { validUntil: days(end) })
    await poolOf(id)
    const list = async (query: string) => {
      const found: { state: string; validUntil: string | null }[] = []
      let cursor = ''
      do {
        const { body } = await auditor.get(`${pools(id)}?limit=2&${query}${cursor}`)
        found.push(...body.items)
        cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
      } while (cursor)
      return found
    }
    const states = async (query: string) => (await list(query)).map(({ state }) => state)
    expect(await states('sort=validUntil')).toEqual(['expired', 'grace', 'valid', 'valid', 'valid'])
    expect(await states('state=grace')).toEqual(['grace'])
    expect(await states('state=valid&sort=newest')).toHaveLength(3)
    expect(await states('expiringWithinDays=30')).toEqual(['valid'])
    expect(await states('feature=api')).toEqual([])
    expect((await list('sort=validUntil')).at(-1)?.validUntil).toBeNull()
  })
})

describe('units', () => {
  it('become the customer’s own, and both sides have the proof', async () => {
    const id = await poolOf(ids.partner, { units: 10, validUntil: days(90) })
    const { status, body } = await move(id, 4)
    expect([status, body.pool]).toMatchObject([201, { units: 10, transferred: 4, free: 6 }])
    await move(id, 2)
    const [there, ...others] = await movedFrom(id)
    expect(others).toEqual([])
    expect(there).toMatchObject({ organization_id: ids.customer, units: 6, origin: 'moved', transferred: 0 })
    const theirs = (await admin.get(`${pools(ids.customer)}/${there.id}/moves`)).body.items
    const ours = (await partner.get(`${pools(ids.partner)}/${id}/moves`)).body.items
    expect(theirs).toMatchObject([
      { direction: 'received', units: 2, other: { name: 'Systemhaus' } },
      { direction: 'received', units: 4, moveId: body.moveId, why: 'Order 7' },
    ])
    expect(ours).toMatchObject([
      { direction: 'given', units: 2, other: { name: 'Werft' } },
      { direction: 'given', units: 4, moveId: body.moveId },
    ])
    expect(await audits(ids.partner, id)).toMatchObject([
      { action: 'license-units.moved', details: { direction: 'given', units: 4, organization: 'Werft' } },
      { details: { direction: 'given', units: 2 } },
    ])
    expect(await audits(ids.customer, there.id)).toMatchObject([
      { action: 'license-units.moved', details: { direction: 'received', units: 4, organization: 'Systemhaus' } },
      { details: { direction: 'received', units: 2 } },
    ])
    expect((await admin.get(`${pools(ids.customer)}/${id}`)).status).toBe(404)
  })

  it('go back only while unused, only those that were moved, and only with leave', async () => {
    const id = await poolOf(ids.partner, { units: 10 })
    await move(id, 3)
    const [there] = await movedFrom(id)
    await api.owner.query('UPDATE license_pools SET active = 1 WHERE id = $1', [there.id])
    expect((await takeBack(id, 3)).body).toMatchObject({ code: 'license-units.in-use', params: { free: 2 } })
    expect((await takeBack(id, 2)).body.pool).toMatchObject({ transferred: 1, free: 9 })
    expect(await movedFrom(id)).toMatchObject([{ units: 1, active: 1 }])
    expect(await audits(ids.customer, there.id)).toMatchObject([{}, { details: { direction: 'returned', units: 2 } }])
    expect((await takeBack(await poolOf(ids.partner), 1)).body.code).toBe('license-units.in-use')
    const limited = (await buildOrganization(api.owner, { name: 'Amt' })).id
    await buildGrant(api.owner, { organizationId: limited, partnerId: ids.partner, rights: ['rooms.view'] })
    expect((await move(id, 1, partner, ids.partner, limited)).status).toBe(201)
    expect((await takeBack(id, 1, partner, ids.partner, limited)).body).toMatchObject({
      code: 'license-units.no-right',
      detail: expect.stringContaining('Amt'),
    })
    await api.owner.query('UPDATE grants SET ended_at = now() WHERE organization_id = $1', [limited])
    expect((await takeBack(id, 1, partner, ids.partner, limited)).body.code).toBe('license-units.receiver-unknown')
  })

  it('are refused when they are not there, ended, or for somebody else', async () => {
    const id = await poolOf(ids.partner, { units: 2 })
    expect((await move(id, 3)).body).toMatchObject({ code: 'license-units.too-few', params: { free: 2 } })
    expect((await move(await poolOf(ids.partner, { validUntil: days(-1) }), 1)).body.code).toBe('license.expired')
    const stranger = (await buildOrganization(api.owner)).id
    expect((await move(id, 1, partner, ids.partner, stranger)).body.code).toBe('license-units.receiver-unknown')
    await act(id, 'suspend', { why: 'x' }, partner, ids.partner)
    expect((await move(id, 1)).body.code).toBe('license.suspended')
    expect(await movedFrom(id)).toEqual([])
  })

  it('come from the operator, and a renewed order renews them wherever they went', async () => {
    const order = await poolOf(ids.operator, { units: 20, validUntil: days(10) })
    await move(order, 12, operator, ids.operator, ids.partner)
    const [atPartner] = await movedFrom(order)
    await move(atPartner.id, 5)
    const later = days(375).toISOString()
    const path = `${pools(ids.operator)}/${order}`
    await operator.api('PATCH', path, { validUntil: later }, { 'if-match': '*' })
    const [atCustomer] = await movedFrom(atPartner.id)
    for (const [organization, { id }] of [
      [ids.partner, atPartner],
      [ids.customer, atCustomer],
    ] as const) {
      expect(
        (await api.owner.query('SELECT valid_until FROM license_pools WHERE id = $1', [id])).rows[0].valid_until,
      ).toEqual(new Date(later))
      expect((await audits(organization, id)).at(-1)).toMatchObject({ action: 'license-pool.extended' })
    }
    await operator.api('PATCH', path, { validUntil: days(1).toISOString() }, { 'if-match': '*' })
    expect((await movedFrom(atPartner.id))[0].valid_until).toEqual(new Date(later))
    expect((await takeBack(order, 7, operator, ids.operator, ids.partner)).status).toBe(201)
  })
})
