import { buildActivation, buildDevice, buildOrganization, buildPool, buildRoom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { poolReviewsOf } from '../../test/pool-reviews.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let api: RunningApi
beforeAll(async () => {
  api = await runApi()
})
afterAll(() => api.close())

const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const berlinDay = (date: Date) => date.toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })

async function office() {
  const organizationId = (await buildOrganization(api.owner)).id
  const admin = await api.signedIn('admin', organizationId)
  const path = `/organizations/${organizationId}/licenses`
  const holding = async (poolId: string, more: object = {}, activatedAt = new Date()) => {
    const deviceId = await buildDevice(api.owner, { organizationId, ...more })
    await buildActivation(api.owner, { organizationId, deviceId, poolId, activatedAt })
    return deviceId
  }
  const pool = (more: object = {}) => buildPool(api.owner, { organizationId, ...more })
  return { organizationId, admin, path, holding, pool, review: poolReviewsOf(api, organizationId) }
}

describe('the position', () => {
  it('adds up what was bought, used, confirmed, is free, ends, is over, was dropped and is on trial', async () => {
    const { admin, path, pool, holding, review } = await office()
    const perpetual = await pool({ units: 5 })
    await holding(perpetual)
    const confirmed = await holding(perpetual)
    await api.owner.query('UPDATE activations SET confirmed_at = now() WHERE device_id = $1', [confirmed])
    await pool({ units: 7, validUntil: days(20) })
    await pool({ units: 11, validUntil: days(80) })
    const warning = await pool({ units: 1, overuse: 'warn' })
    await holding(warning)
    await holding(warning)
    await holding(await pool({ units: 3, validUntil: days(-40) }))
    await holding(await pool({ units: 0, origin: 'trial', overuse: 'warn', validUntil: days(10) }))
    await review()
    const { status, body } = await admin.get(`${path}/position`)
    expect([status, body.features]).toEqual([
      200,
      [
        {
          featureKey: 'dual-screen',
          purchased: 24,
          assigned: 4,
          confirmed: 1,
          reserved: 0,
          transferred: 0,
          free: 21,
          unusable: 0,
          expiring: 18,
          expiring30: 7,
          expiring60: 7,
          expiring90: 18,
          over: 1,
          dropped: 1,
          trial: 1,
        },
      ],
    ])
  })

  it('names what is neither in use nor free: left in grace, suspended, or not valid yet', async () => {
    const { admin, path, pool, holding, review } = await office()
    const inGrace = await pool({ units: 4, validUntil: days(-1) })
    await holding(inGrace)
    const suspended = await pool({ units: 7 })
    await api.owner.query('UPDATE license_pools SET suspended_at = now() WHERE id = $1', [suspended])
    const later = await pool({ units: 13 })
    await api.owner.query('UPDATE license_pools SET valid_from = $2 WHERE id = $1', [later, days(3)])
    const warning = await pool({ units: 1, overuse: 'warn' })
    await holding(warning)
    await holding(warning)
    await pool({ units: 2 })
    await review()
    const { body } = await admin.get(`${path}/position`)
    expect(body.features).toMatchObject([{ purchased: 27, assigned: 3, free: 2, over: 1, unusable: 3 + 7 + 13 }])
  })

  it('is for those who may see licences', async () => {
    const { organizationId, path } = await office()
    expect((await api.visitor.get(`${path}/position`)).status).toBe(401)
    expect((await (await api.signedIn('viewer', organizationId)).get(`${path}/position`)).status).toBe(200)
    expect((await (await api.signedIn('owner', (await office()).organizationId)).get(`${path}/position`)).status).toBe(
      404,
    )
  })
})

describe('the forecast', () => {
  it('says which device loses which feature on which day, grace included, as a list and as CSV', async () => {
    const { organizationId, admin, path, pool, holding } = await office()
    const roomId = await buildRoom(api.owner, { organizationId, name: 'Alster' })
    const soon = await pool({ validUntil: days(20), graceDays: 14 })
    await holding(soon, { name: 'Bravo', roomId })
    await holding(soon, { name: '=Alpha' })
    await holding(await pool({ validUntil: days(50), graceDays: 0 }))
    await holding(await pool())
    await holding(await pool({ origin: 'vendor', validUntil: days(5) }))
    const { body } = await admin.get(`${path}/forecast`)
    expect(body).toEqual({
      timeZone: 'Europe/Berlin',
      days: [
        { day: berlinDay(days(34)), features: [{ featureKey: 'dual-screen', devices: 2 }] },
        { day: berlinDay(days(50)), features: [{ featureKey: 'dual-screen', devices: 1 }] },
      ],
    })
    expect((await admin.get(`${path}/forecast?days=40`)).body.days).toHaveLength(1)
    const list = `${path}/forecast/devices?day=${berlinDay(days(34))}&limit=1`
    const first = await admin.get(list)
    expect(first.body.items).toMatchObject([{ deviceName: '=Alpha', roomName: null, poolId: soon }])
    const second = await admin.get(`${list}&cursor=${first.body.nextCursor}`)
    expect(second.body).toMatchObject({ items: [{ deviceName: 'Bravo', roomName: 'Alster' }], nextCursor: null })
    const { headers, text } = await admin.get(`${path}/forecast.csv?day=${berlinDay(days(34))}`)
    expect(headers['content-type']).toMatch('text/csv')
    expect(text.split('\n').slice(1, 3)).toMatchObject([
      expect.stringMatching(/^\d{4}-\d\d-\d\d,dual-screen,SN\d+,'=Alpha,/),
      expect.stringMatching(/,Bravo,Alster,/),
    ])
    const { rows } = await api.owner.query(
      `SELECT 1 FROM audit_entries WHERE organization_id = $1 AND action = 'license-forecast.exported'`,
      [organizationId],
    )
    expect(rows).toHaveLength(1)
  })

  it('counts what should be gone but waits for a device as going today', async () => {
    const { admin, path, pool, holding, review } = await office()
    const over = await pool({ validUntil: days(-30) })
    await holding(over)
    const deviceId = await holding(over)
    await api.owner.query('UPDATE devices SET in_call = true WHERE id = $1', [deviceId])
    await review()
    const { body } = await admin.get(`${path}/forecast`)
    expect(body.days).toEqual([{ day: berlinDay(new Date()), features: [{ featureKey: 'dual-screen', devices: 1 }] }])
  })

  it('spares as many devices on trial as units were bought, the first first', async () => {
    const { admin, path, pool, holding } = await office()
    const trial = await pool({ units: 0, origin: 'trial', overuse: 'warn', validUntil: days(10), graceDays: 0 })
    await holding(trial, { name: 'First' }, days(-3))
    await holding(trial, { name: 'Third' }, days(-1))
    await holding(trial, { name: 'Second' }, days(-2))
    await pool({ units: 2 })
    const day = berlinDay(days(10))
    const { body } = await admin.get(`${path}/forecast`)
    expect(body.days).toEqual([{ day, features: [{ featureKey: 'dual-screen', devices: 1 }] }])
    const { items } = (await admin.get(`${path}/forecast/devices?day=${day}`)).body
    expect(items).toMatchObject([{ deviceName: 'Third' }])
  })

  it('refuses what is not a day', async () => {
    const { admin, path } = await office()
    expect((await admin.get(`${path}/forecast/devices?day=tomorrow`)).status).toBe(400)
  })
})

describe('what if', () => {
  it('a pool were cut: the last activated go first, page by page, and nothing is changed', async () => {
    const { admin, path, pool, holding } = await office()
    const poolId = await pool({ units: 5 })
    for (const [name, at] of [
      ['First', -4],
      ['Third', -2],
      ['Second', -3],
      ['Last', -1],
    ] as const)
      await holding(poolId, { name }, days(at))
    const ask = async (query: string) => (await admin.get(`${path}/pools/${poolId}/what-if?${query}`)).body
    const page = await ask('units=2&limit=1')
    expect(page).toMatchObject({ units: 2, active: 4, loses: 2, items: [{ deviceName: 'Last' }] })
    const next = await ask(`units=2&limit=1&cursor=${page.nextCursor}`)
    expect(next).toMatchObject({ items: [{ deviceName: 'Third' }], nextCursor: null })
    expect(await ask('units=4')).toMatchObject({ loses: 0, dropsAt: null, items: [] })
    expect((await admin.get(`${path}/position`)).body.features).toMatchObject([
      { purchased: 5, assigned: 4, dropped: 0 },
    ])
  })

  it('it ended on a day: all would lose the feature after grace', async () => {
    const { admin, path, pool, holding } = await office()
    const poolId = await pool()
    await holding(poolId)
    const { body } = await admin.get(`${path}/pools/${poolId}/what-if?endsOn=2027-03-20`)
    expect(body).toMatchObject({ loses: 1, dropsAt: '2027-04-02T23:00:00.000Z' })
  })
})

describe('notices', () => {
  let admin: Visitor
  let auditor: Visitor
  let here: Awaited<ReturnType<typeof office>>
  let poolId: string
  beforeAll(async () => {
    here = await office()
    admin = here.admin
    auditor = await api.signedIn('auditor', here.organizationId)
    poolId = await here.pool({ validUntil: days(80) })
    await here.holding(poolId)
  })
  const open = async () => (await admin.get(`${here.path}/notices`)).body.items
  const overview = async () => (await admin.get(`/organizations/${here.organizationId}/overview`)).body.licenseNotices

  it('appear once for each threshold, the most urgent alone, and on the overview', async () => {
    await here.review()
    await here.review(days(1))
    expect(await open()).toMatchObject([{ threshold: '90-days', poolId, devices: 1, units: 10, closedAt: null }])
    await here.review(days(25))
    expect(await open()).toMatchObject([{ threshold: '60-days' }])
    expect(await overview()).toMatchObject([{ threshold: '60-days', organization: { id: here.organizationId } }])
    const { rows } = await api.owner.query(
      `SELECT details ->> 'threshold' AS threshold FROM audit_entries WHERE organization_id = $1 AND action = 'license-notice.created' ORDER BY at, id`,
      [here.organizationId],
    )
    expect(rows).toEqual([{ threshold: '90-days' }, { threshold: '60-days' }])
  })

  it('are acknowledged by who manages licences, and leave the overview', async () => {
    const [notice] = await open()
    const path = `${here.path}/notices/${notice.id}/acknowledge`
    expect((await auditor.post(path)).status).toBe(403)
    const answer = await admin.post(path)
    expect([answer.status, answer.body.closedBy]).toEqual([200, 'The admin'])
    expect((await admin.post(path)).status).toBe(200)
    expect([await open(), await overview()]).toEqual([[], []])
    expect((await admin.get(`${here.path}/notices?state=all`)).body.items).toHaveLength(2)
    const { rows } = await api.owner.query(
      `SELECT count(*)::int AS n FROM audit_entries WHERE organization_id = $1 AND action = 'license-notice.acknowledged'`,
      [here.organizationId],
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  it('are closed by a renewal, and the next end has its own', async () => {
    await here.review(days(85))
    expect(await open()).toMatchObject([{ threshold: 'grace' }])
    await api.owner.query('UPDATE license_pools SET valid_until = $2 WHERE id = $1', [poolId, days(300)])
    await here.review()
    expect(await open()).toEqual([])
    await here.review(days(240))
    expect(await open()).toMatchObject([{ threshold: '60-days' }])
  })
})
