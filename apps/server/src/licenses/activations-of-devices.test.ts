import { buildOrganization, buildPool, type FreshDatabase, freshDatabase } from '@maestro/testkit'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

const AT_ONCE = 500
const BATCHES = 4

let database: FreshDatabase
let owner: pg.Pool

beforeAll(async () => {
  database = await freshDatabase()
  owner = database.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

it('the features of a device come from its own activations, however many the organization has since anybody counted', async () => {
  const { id: organizationId } = await buildOrganization(owner)
  const poolId = await buildPool(owner, { organizationId, units: AT_ONCE * BATCHES })
  await owner.query('ALTER TABLE activations SET (autovacuum_enabled = false)')
  const { rows } = await owner.query(
    `INSERT INTO devices (id, organization_id, vendor, serial, model_key, name, management, state, connection)
     SELECT gen_random_uuid(), $1, 'StarLeaf', 'OWN-' || n, 'gtm-5140', 'Device ' || n, 'linked', 'active', 'offline'
     FROM generate_series(1, $2::int) AS n RETURNING id`,
    [organizationId, AT_ONCE * BATCHES],
  )
  for (let batch = 0; batch < BATCHES; batch += 1)
    await owner.query(
      `INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, activated_by)
       SELECT gen_random_uuid(), $1, id, $2, 'dual-screen', 'system:test' FROM unnest($3::uuid[]) AS d (id)`,
      [organizationId, poolId, rows.slice(batch * AT_ONCE, (batch + 1) * AT_ONCE).map(({ id }) => id)],
    )
  const having = `SELECT count(*)::int AS n FROM devices WHERE features = '{dual-screen}'`
  expect((await owner.query(having)).rows).toEqual([{ n: AT_ONCE * BATCHES }])
  const read = `SELECT sum(idx_tup_read)::int AS rows FROM pg_stat_user_indexes WHERE relname = 'activations'`
  await expect.poll(async () => (await owner.query(read)).rows[0].rows).toBeGreaterThanOrEqual(AT_ONCE * BATCHES)
  // A few for each device, and not all of the organization for each.
  expect((await owner.query(read)).rows[0].rows).toBeLessThan(AT_ONCE * BATCHES * 20)
})
