import { FEATURES, findModel } from '@maestro/domain'
import { buildActivation, buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { poolReviewsOf } from '../../test/pool-reviews.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'
import { Audit } from '../audit/audit.js'
import { inOrganization } from '../platform/in-organization.js'
import { poolReview, trialSpread } from './review.js'
import { wantingTrials } from './wanting-trials.queries.js'

let api: RunningApi
let partnerId: string
let admin: Visitor
beforeAll(async () => {
  api = await runApi()
  partnerId = (await buildOrganization(api.owner, { kind: 'partner' })).id
  admin = await api.signedIn('partner-admin', partnerId)
})
afterAll(() => api.close())

const days = (count: number) => new Date(Date.now() + count * 86_400_000)
const count = async (action: string, organizationId: string) =>
  (
    await api.owner.query(`SELECT count(*)::int AS n FROM audit_entries WHERE organization_id = $2 AND action = $1`, [
      action,
      organizationId,
    ])
  ).rows[0].n

async function onTrial(): Promise<string> {
  const { status, body } = await admin.post(`/organizations/${partnerId}/customers`, { name: 'On trial', trial: true })
  expect(status).toBe(201)
  return body.customer.id
}
const trialPool = async (organizationId: string) =>
  (
    await api.owner.query(
      `SELECT id FROM license_pools WHERE organization_id = $1 AND origin = 'trial' AND feature_key = 'dual-screen'`,
      [organizationId],
    )
  ).rows[0].id as string
const held = async (organizationId: string) =>
  (
    await api.owner.query(
      `SELECT d.name, p.origin, p.order_number AS "order", a.drop_cause AS cause FROM activations a JOIN devices d ON d.id = a.device_id
         JOIN license_pools p ON p.id = a.pool_id WHERE a.organization_id = $1 ORDER BY d.name`,
      [organizationId],
    )
  ).rows

/** What the worker does with trials: finds those that a device has nothing of yet, and gives it; answers how many. */
async function spread(organizationId: string, now = new Date()): Promise<number> {
  const found = (await wantingTrials(api.platform, now)).filter((one) => one.organizationId === organizationId)
  await inOrganization({ organizationId, actor: 'system:licenses' }, async () => {
    for (const { poolId } of found)
      await trialSpread(api.platform, new Audit(api.platform)).run(organizationId, poolId, now)
  })
  return found.length
}
const featuresOf = async (deviceId: string) =>
  (await api.owner.query('SELECT features FROM devices WHERE id = $1', [deviceId])).rows[0].features
const all = (model: string) => [...(findModel(model)?.licensable ?? [])].sort()

describe('a trial', () => {
  it('switches every feature on for 30 days, and shows the days left', async () => {
    const id = await onTrial()
    const { body } = await admin.get(`/organizations/${id}`)
    expect(body.trial).toMatchObject({ daysLeft: 30 })
    const { rows } = await api.owner.query(
      `SELECT feature_key, units, overuse, grace_days FROM license_pools WHERE organization_id = $1`,
      [id],
    )
    expect(rows.map((row) => row.feature_key).sort()).toEqual(FEATURES.map(({ key }) => key).sort())
    for (const row of rows) expect(row).toMatchObject({ units: 0, overuse: 'warn', grace_days: 0 })
    const deviceId = await buildDevice(api.owner, { organizationId: id, model: 'gtm-5250' })
    for (const featureKey of ['dual-screen', 'api']) {
      const activated = await admin.post(`/organizations/${id}/devices/${deviceId}/activations`, { featureKey })
      expect(activated.status).toBe(200)
    }
    const position = await admin.get(`/organizations/${id}/licenses/position`)
    expect(position.body.features).toMatchObject([
      { featureKey: 'api', purchased: 0, trial: 1, over: 0 },
      { featureKey: 'dual-screen', purchased: 0, trial: 1, over: 0 },
    ])
    expect([await count('license-trial.started', id), await count('license-trial.started', partnerId)]).toEqual([1, 1])
  })

  it('is started once, at the beginning or later, by a partner whose grant shows the customer', async () => {
    const started = await onTrial()
    const again = await admin.post(`/organizations/${partnerId}/customers/${started}/trial`)
    expect([again.status, again.body.code]).toEqual([409, 'license-trial.already-started'])
    const without = (await buildOrganization(api.owner)).id
    const path = `/organizations/${partnerId}/customers/${without}/trial`
    expect((await admin.post(path)).status).toBe(404)
    await buildGrant(api.owner, { organizationId: without, partnerId, rights: ['devices.view'] })
    expect((await admin.post(path)).status).toBe(404)
    await buildGrant(api.owner, { organizationId: without, partnerId })
    const answers = await Promise.all([admin.post(path), admin.post(path), admin.post(path)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const { body } = await admin.get(`/organizations/${partnerId}/customers?search=${'organization'}`)
    expect(body.items[0].trialEndsAt).not.toBeNull()
    const { rows } = await api.owner.query('SELECT count(*)::int AS n FROM license_pools WHERE organization_id = $1', [
      without,
    ])
    expect(rows).toEqual([{ n: FEATURES.length }])
  })

  it('ends: devices go on with what was bought, the first first, and the others lose the feature', async () => {
    const organizationId = await onTrial()
    const trial = await trialPool(organizationId)
    for (const [name, at] of [
      ['A third', -1],
      ['B first', -3],
      ['C second', -2],
      ['D last', 0],
    ] as const) {
      const deviceId = await buildDevice(api.owner, { organizationId, name })
      await buildActivation(api.owner, { organizationId, deviceId, poolId: trial, activatedAt: days(at) })
    }
    const review = poolReviewsOf(api, organizationId)
    await review(days(29))
    expect(await held(organizationId)).toMatchObject(Array(4).fill({ origin: 'trial', cause: null }))
    await buildPool(api.owner, { organizationId, units: 1 })
    await buildPool(api.owner, { organizationId, units: 2, validUntil: days(400) })
    await review(days(31))
    expect(await held(organizationId)).toMatchObject([
      { name: 'A third', origin: 'order', cause: null },
      { name: 'B first', origin: 'order', cause: null },
      { name: 'C second', origin: 'order', cause: null },
      { name: 'D last', origin: 'trial', cause: 'expired' },
    ])
    const { rows } = await api.owner.query(
      `SELECT origin, units, active FROM license_pools WHERE organization_id = $1 AND feature_key = 'dual-screen' ORDER BY units`,
      [organizationId],
    )
    expect(rows).toEqual([
      { origin: 'trial', units: 0, active: 1 },
      { origin: 'order', units: 1, active: 1 },
      { origin: 'order', units: 2, active: 2 },
    ])
    expect(await count('license.taken-over', organizationId)).toBe(3)
    expect(await count('license.dropped', organizationId)).toBe(1)
  })

  it('ends for all features at once: what was bought goes on, whichever of them is looked at first', async () => {
    const organizationId = await onTrial()
    const deviceId = await buildDevice(api.owner, { organizationId, name: 'Both' })
    const { rows: pools } = await api.owner.query(
      `SELECT id, feature_key AS feature FROM license_pools WHERE organization_id = $1 AND feature_key = ANY ($2) ORDER BY 2`,
      [organizationId, ['api', 'dual-screen']],
    )
    for (const { id: poolId, feature } of pools)
      await buildActivation(api.owner, { organizationId, deviceId, poolId, feature })
    await buildPool(api.owner, { organizationId, units: 1 })
    await inOrganization({ organizationId, actor: 'system:licenses' }, () =>
      poolReview(api.platform, new Audit(api.platform)).run(organizationId, [pools[0].id], days(31)),
    )
    const { rows } = await api.owner.query(
      `SELECT a.feature_key AS feature, p.origin, a.drop_cause AS cause FROM activations a JOIN license_pools p ON p.id = a.pool_id
         WHERE a.device_id = $1 ORDER BY 1`,
      [deviceId],
    )
    expect(rows).toEqual([
      { feature: 'api', origin: 'trial', cause: 'expired' },
      { feature: 'dual-screen', origin: 'order', cause: null },
    ])
  })

  it('ends in a call: what was bought goes on at once, what was not waits', async () => {
    const organizationId = await onTrial()
    const trial = await trialPool(organizationId)
    const deviceId = await buildDevice(api.owner, { organizationId, name: 'Talking' })
    await buildActivation(api.owner, { organizationId, deviceId, poolId: trial })
    await api.owner.query('UPDATE devices SET in_call = true WHERE id = $1', [deviceId])
    const review = poolReviewsOf(api, organizationId)
    await review(days(31))
    expect(await held(organizationId)).toMatchObject([{ origin: 'trial', cause: null }])
    await buildPool(api.owner, { organizationId, units: 1 })
    await review(new Date(days(31).getTime() + 65_000))
    expect(await held(organizationId)).toMatchObject([{ origin: 'order', cause: null }])
  })
})

describe('while a trial lasts', () => {
  it('each device gets by itself what its model can have, also one that comes later, and it is planned and recorded', async () => {
    const organizationId = await onTrial()
    expect(await spread(organizationId)).toBe(0)
    const large = await buildDevice(api.owner, { organizationId, model: 'gtm-5250' })
    const small = await buildDevice(api.owner, { organizationId, model: 'gtm-5140' })
    const gone = await buildDevice(api.owner, { organizationId, model: 'gtm-5140', state: 'retired' })
    await spread(organizationId)
    expect(await featuresOf(large)).toEqual(all('gtm-5250'))
    expect(await featuresOf(small)).toEqual(all('gtm-5140'))
    expect(await featuresOf(gone)).toEqual([])
    const later = await buildDevice(api.owner, { organizationId, model: 'gtm-5140' })
    await spread(organizationId)
    expect(await featuresOf(later)).toEqual(all('gtm-5140'))
    expect(await spread(organizationId)).toBe(0)
    const { rows } = await api.owner.query(
      `SELECT p.origin, a.source, a.source_id = p.id AS own, (SELECT count(*)::int FROM deployment_targets t WHERE t.device_id = a.device_id) AS planned
         FROM activations a JOIN license_pools p ON p.id = a.pool_id WHERE a.device_id = $1`,
      [later],
    )
    const planned = all('gtm-5140').length
    expect(rows).toEqual(all('gtm-5140').map(() => ({ origin: 'trial', source: 'trial', own: true, planned })))
    const units = 2 * all('gtm-5140').length + all('gtm-5250').length
    expect(await count('license.activated', organizationId)).toBe(units)
  })

  it('gives nobody a feature twice, however many workers are at it', async () => {
    const organizationId = await onTrial()
    for (let made = 0; made < 5; made += 1) await buildDevice(api.owner, { organizationId })
    await Promise.all([spread(organizationId), spread(organizationId), spread(organizationId)])
    expect(await count('license.activated', organizationId)).toBe(5 * all('gtm-5140').length)
    const { rows } = await api.owner.query(
      `SELECT active FROM license_pools WHERE organization_id = $1 AND feature_key = 'dual-screen'`,
      [organizationId],
    )
    expect(rows).toEqual([{ active: 5 }])
  })

  it('nobody takes off a device what it would get back, and is told until when', async () => {
    const organizationId = await onTrial()
    const [deviceId, other] = [
      await buildDevice(api.owner, { organizationId }),
      await buildDevice(api.owner, { organizationId, model: 'gtm-5250', state: 'staged' }),
    ]
    await spread(organizationId)
    const path = `/organizations/${organizationId}`
    const refused = await admin.remove(`${path}/devices/${deviceId}/activations/dual-screen`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'license.kept-by-trial' } })
    const wish = { action: 'release', featureKey: 'dual-screen', scope: { deviceIds: [deviceId, other] } }
    const preview = await admin.post(`${path}/license-activations/preview`, wish)
    expect(preview.body.expected).toEqual({ 'kept-by-rule': 2 })
    expect(await featuresOf(deviceId)).toEqual(all('gtm-5140'))
    await api.owner.query(
      `UPDATE license_pools SET valid_until = now() - interval '1 minute' WHERE organization_id = $1 AND origin = 'trial'`,
      [organizationId],
    )
    expect((await admin.remove(`${path}/devices/${deviceId}/activations/dual-screen`)).status).toBe(200)
    expect(await spread(organizationId)).toBe(0)
  })

  it('leaves alone what was bought, and ends with what was not: dropped, recorded, and given by nobody again', async () => {
    const organizationId = await onTrial()
    const bought = await buildPool(api.owner, { organizationId, units: 1 })
    const [own, lent] = [
      await buildDevice(api.owner, { organizationId, name: 'Own' }),
      await buildDevice(api.owner, { organizationId, name: 'Lent' }),
    ]
    await buildActivation(api.owner, { organizationId, deviceId: own, poolId: bought })
    await spread(organizationId)
    const { rows } = await api.owner.query('SELECT active FROM license_pools WHERE id = $1', [bought])
    expect(rows).toEqual([{ active: 1 }])
    expect([await featuresOf(own), await featuresOf(lent)]).toEqual([all('gtm-5140'), all('gtm-5140')])
    await poolReviewsOf(api, organizationId)(days(31))
    expect(await spread(organizationId, days(31))).toBe(0)
    expect([await featuresOf(own), await featuresOf(lent)]).toEqual([['dual-screen'], []])
    expect(await count('license.dropped', organizationId)).toBe(2 * all('gtm-5140').length - 1)
  })
})
