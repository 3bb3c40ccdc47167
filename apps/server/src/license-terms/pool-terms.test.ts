import { poolState } from '@maestro/domain'
import { buildActivation, buildDevice, buildOrganization, buildPool } from '@maestro/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'

let api: RunningApi
beforeAll(async () => {
  api = await runApi()
})
afterAll(() => api.close())

it('the database and the rules say the same of every pool at every moment', async () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const hour = 3_600_000
  const moment = fc.option(fc.integer({ min: -48, max: 48 }).map((hours) => new Date(now.getTime() + hours * hour)))
  await fc.assert(
    fc.asyncProperty(moment, moment, moment, moment, fc.nat(3), async (from, to, suspendedAt, revokedAt, graceDays) => {
      const { rows } = await api.owner.query(
        `SELECT system.term_of_pool(jsonb_populate_record(NULL::license_pools, $1), $2) AS term`,
        [
          JSON.stringify({
            origin: 'order',
            valid_from: from,
            valid_until: to,
            suspended_at: suspendedAt,
            revoked_at: revokedAt,
            grace_days: graceDays,
          }),
          now,
        ],
      )
      expect(rows[0].term).toBe(poolState({ from, to, suspendedAt, revokedAt, graceDays }, now))
    }),
    { numRuns: 200 },
  )
})

/** The position, counted anew from pools and activations. */
const recount = `
  SELECT feature_key, sum(CASE WHEN counts THEN units ELSE 0 END)::int AS purchased, sum(CASE WHEN counts THEN active ELSE 0 END)::int AS assigned,
    sum(CASE WHEN counts THEN reserved ELSE 0 END)::int AS reserved, sum(CASE WHEN counts THEN transferred ELSE 0 END)::int AS transferred,
    sum(CASE WHEN counts AND term = 'valid' THEN greatest(0, units - active - reserved - transferred) ELSE 0 END)::int AS free,
    sum(CASE WHEN counts THEN greatest(0, active + reserved + transferred - units) ELSE 0 END)::int AS over,
    sum(CASE WHEN origin = 'trial' AND term NOT IN ('expired', 'revoked') THEN active ELSE 0 END)::int AS trial,
    (SELECT count(*)::int FROM activations a WHERE a.organization_id = $1 AND a.feature_key = p.feature_key AND confirmed_at IS NOT NULL
      AND dropped_at IS NULL) AS confirmed,
    (SELECT count(*)::int FROM activations a WHERE a.organization_id = $1 AND a.feature_key = p.feature_key AND dropped_at IS NOT NULL) AS dropped
  FROM (SELECT *, term NOT IN ('expired', 'revoked') AND origin <> 'trial' AS counts FROM license_pools WHERE organization_id = $1) AS p
  GROUP BY feature_key ORDER BY feature_key`
const kept = `SELECT feature_key, purchased, assigned, reserved, transferred, free, over, trial, confirmed, dropped FROM license_positions
  WHERE organization_id = $1 ORDER BY feature_key`

it('counters are what a count comes to, whatever happened before', async () => {
  const organizationId = (await buildOrganization(api.owner)).id
  const pools: string[] = []
  for (const feature of ['api', 'dual-screen'] as const) {
    for (const origin of ['order', 'trial', 'vendor'] as const) {
      pools.push(await buildPool(api.owner, { organizationId, feature, origin, units: 3, overuse: 'warn' }))
    }
    for (let n = 0; n < 8; n += 1) {
      const deviceId = await buildDevice(api.owner, { organizationId, model: 'gtm-5250' })
      const poolId = pools[pools.length - 1 - (n % 3)] ?? ''
      await buildActivation(api.owner, { organizationId, deviceId, poolId, feature })
    }
  }
  const some = `(SELECT id FROM activations WHERE organization_id = $1 ORDER BY random() LIMIT 3)`
  const one = `(SELECT id FROM license_pools WHERE organization_id = $1 ORDER BY random() LIMIT 1)`
  const acts = [
    `UPDATE activations SET dropped_at = now(), drop_cause = 'expired' WHERE id IN ${some}`,
    `UPDATE activations SET dropped_at = NULL, drop_cause = NULL WHERE id IN ${some}`,
    `UPDATE activations SET confirmed_at = now() WHERE id IN ${some}`,
    `UPDATE activations SET confirmed_at = NULL WHERE id IN ${some}`,
    `WITH gone AS (DELETE FROM activations WHERE id IN (SELECT id FROM activations WHERE organization_id = $1 ORDER BY random() LIMIT 1) RETURNING pool_id)
       UPDATE license_pools SET active = active - 1 WHERE id IN (SELECT pool_id FROM gone)`,
    `UPDATE license_pools SET units = units + 2 WHERE id IN ${one}`,
    `UPDATE license_pools SET units = greatest(0, units - 2) WHERE id IN ${one}`,
    `UPDATE license_pools SET reserved = reserved + 1 WHERE id IN ${one}`,
    `UPDATE license_pools SET transferred = transferred + 1 WHERE id IN ${one}`,
    `UPDATE license_pools SET valid_until = now() - interval '30 days' WHERE id IN ${one}`,
    `UPDATE license_pools SET valid_until = now() - interval '3 days' WHERE id IN ${one}`,
    `UPDATE license_pools SET valid_until = NULL WHERE organization_id = $1`,
    `UPDATE license_pools SET suspended_at = now() WHERE id IN ${one}`,
    `UPDATE license_pools SET revoked_at = now() WHERE id IN ${one}`,
    `UPDATE license_pools SET suspended_at = NULL, revoked_at = NULL WHERE organization_id = $1`,
  ]
  const steps = fc.sample(fc.nat(acts.length - 1), 120)
  for (const step of steps) {
    await api.owner.query(acts[step] ?? '', [organizationId])
    const [counted, counters] = [
      await api.owner.query(recount, [organizationId]),
      await api.owner.query(kept, [organizationId]),
    ]
    expect(counters.rows, acts[step]).toEqual(counted.rows)
  }
})
