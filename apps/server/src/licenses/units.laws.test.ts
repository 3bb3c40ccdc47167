import { buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Answer, Visitor } from '../../test/visitor.js'

const DEVICES = 3
let first: RunningApi
let second: RunningApi
let partnerId: string
let partner: Visitor
let customers: readonly { readonly id: string; readonly by: Visitor; readonly devices: readonly string[] }[]

beforeAll(async () => {
  first = await runApi()
  second = await runApi(first.database)
  partnerId = (await buildOrganization(first.owner, { kind: 'partner' })).id
  partner = await first.signedIn('partner-admin', partnerId)
  customers = await Promise.all(
    [0, 1].map(async () => {
      const { id } = await buildOrganization(first.owner)
      await buildGrant(first.owner, { organizationId: id, partnerId })
      const by = await second.visitor.signIn(await first.person('admin', id))
      const devices = await Promise.all(
        Array.from({ length: DEVICES }, () => buildDevice(first.owner, { organizationId: id })),
      )
      return { id, by, devices }
    }),
  )
})
afterAll(async () => {
  await second.close()
  await first.close()
})

type World = { readonly poolId: string; readonly keys: { id: string; text: string }[] }
type Act = {
  readonly kind: 'move' | 'back' | 'issue' | 'redeem' | 'use' | 'activate' | 'release' | 'revoke'
  readonly customer: number
  readonly n: number
}
const acts: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('move', 'back', 'issue', 'redeem', 'use', 'activate', 'release', 'revoke'),
  customer: fc.nat({ max: 1 }),
  n: fc.integer({ min: 1, max: 6 }),
})

function customerOf(act: Act) {
  const customer = customers[act.customer]
  if (!customer) throw new Error('There are two customers.')
  return customer
}

async function perform(act: Act, world: World): Promise<Answer | undefined> {
  const customer = customerOf(act)
  const base = `/organizations/${partnerId}/licenses`
  const wish = { customerId: customer.id, units: act.n, why: 'Test' }
  const activations = `/organizations/${customer.id}/devices/${customer.devices[act.n % DEVICES]}/activations`
  const key = world.keys[act.n % Math.max(1, world.keys.length)]
  switch (act.kind) {
    case 'move':
      return partner.post(`${base}/pools/${world.poolId}/moves`, wish)
    case 'back':
      return partner.post(`${base}/pools/${world.poolId}/moves/back`, wish)
    case 'issue': {
      const issued = await partner.post(`${base}/keys`, { poolId: world.poolId, units: act.n, customerId: customer.id })
      if (issued.status === 201) world.keys.push({ id: issued.body.key.id, text: issued.body.text })
      return issued
    }
    case 'redeem':
      return key && customer.by.post(`/organizations/${customer.id}/licenses/redemptions`, { key: key.text })
    case 'use':
      return key && customer.by.post(activations, { key: key.text })
    case 'activate':
      return customer.by.post(activations, { featureKey: 'dual-screen' })
    case 'release':
      return customer.by.remove(`${activations}/dual-screen`)
    case 'revoke':
      return key && partner.post(`${base}/keys/${key.id}/revoke`, { why: 'Test' })
  }
}

/** The units of all three, each counted where it is now; what is over; and activations that no pool has counted. */
async function books(): Promise<{ units: number; over: number; uncounted: number }> {
  const { rows } = await first.owner.query(
    `SELECT sum(p.units - p.transferred)::int AS units,
        count(*) FILTER (WHERE p.overuse = 'stop' AND p.reserved + p.transferred + p.active > p.units)::int AS over,
        sum(abs(p.active - (SELECT count(*) FROM activations a WHERE a.pool_id = p.id)))::int AS uncounted
      FROM license_pools p WHERE p.organization_id = ANY ($1)`,
    [[partnerId, ...customers.map(({ id }) => id)]],
  )
  return rows[0]
}

/** Done or refused; on a busy machine also sent away to come back, with nothing done. */
function expectAnswered(answer: Answer | undefined): void {
  if (answer?.status === 503) expect(answer.body.code).toBe('request.busy')
  else expect(answer?.status ?? 200).toBeLessThan(500)
}

async function newWorld(units: number): Promise<World> {
  const ids = [partnerId, ...customers.map(({ id }) => id)]
  await first.owner.query('DELETE FROM activations WHERE organization_id = ANY ($1)', [ids])
  await first.owner.query('DELETE FROM license_keys WHERE organization_id = ANY ($1)', [ids])
  await first.owner.query('DELETE FROM unit_moves WHERE organization_id = ANY ($1)', [ids])
  await first.owner.query('DELETE FROM license_pools WHERE organization_id = ANY ($1)', [ids])
  // Everybody here types keys that are another's or were revoked; that is not what is looked at.
  await first.owner.query('DELETE FROM system.license_key_guesses')
  const built = await buildPool(first.owner, { organizationId: partnerId, units })
  // As in life the pool that gives is older than what comes out of it, and therefore before it in the order of ids.
  const poolId = uuidv7()
  await first.owner.query('UPDATE license_pools SET id = $2 WHERE id = $1', [built, poolId])
  return { poolId, keys: [] }
}

describe('the sum of units over a partner and its customers', () => {
  it('is the same whatever they do, and no pool that stops has more in use than it has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 5, maxLength: 20 }), async (steps) => {
        const world = await newWorld(10)
        for (const step of steps) {
          const answer = await perform(step, world)
          expectAnswered(answer)
          expect(await books()).toEqual({ units: 10, over: 0, uncounted: 0 })
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is the same when all of it happens at once, through two processes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 12, maxLength: 24 }), async (steps) => {
        const world = await newWorld(8)
        await perform({ kind: 'move', customer: 0, n: 2 }, world)
        await perform({ kind: 'issue', customer: 1, n: 2 }, world)
        const answers = await Promise.all(steps.map((step) => perform(step, world)))
        for (const answer of answers) expectAnswered(answer)
        expect(await books()).toEqual({ units: 8, over: 0, uncounted: 0 })
      }),
      { numRuns: 25 },
    )
  })
})

describe('a unit', () => {
  it('that is taken back in the moment it is activated goes to one of the two', async () => {
    for (let round = 0; round < 30; round += 1) {
      const world = await newWorld(4)
      await perform({ kind: 'move', customer: 0, n: 2 }, world)
      const customer = customerOf({ kind: 'move', customer: 0, n: 1 })
      const activate = customer.devices.map((_, n) => perform({ kind: 'activate', customer: 0, n }, world))
      const back = perform({ kind: 'back', customer: 0, n: 1 + (round % 2) }, world)
      const answers = await Promise.all(round % 3 === 0 ? [back, ...activate] : [...activate, back])
      for (const answer of answers) expect([200, 201, 409]).toContain(answer?.status)
      expect(await books()).toEqual({ units: 4, over: 0, uncounted: 0 })
    }
  })

  it('of a key that is used while others are taken back keeps nobody waiting for ever', async () => {
    const holder = await first.connectAs('maestro_app')
    await holder.query(`SELECT set_config('app.organization_id', $1, false)`, [partnerId])
    for (let round = 0; round < 3; round += 1) {
      const world = await newWorld(10)
      await perform({ kind: 'move', customer: 0, n: 3 }, world)
      await perform({ kind: 'issue', customer: 0, n: 1 }, world)
      await holder.query('BEGIN')
      await holder.query('SELECT FROM license_keys WHERE id = $1 FOR UPDATE', [world.keys[0]?.id])
      const used = perform({ kind: 'use', customer: 0, n: 1 }, world)
      await waiting(1)
      const back = perform({ kind: 'back', customer: 0, n: 1 }, world)
      await Promise.race([back, waiting(2)])
      await holder.query('COMMIT')
      expect([(await used)?.status, (await back)?.status]).toEqual([200, 201])
      expect(await books()).toEqual({ units: 10, over: 0, uncounted: 0 })
    }
  })
})

async function waiting(count: number): Promise<void> {
  const sql =
    'SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = $1'
  await expect.poll(async () => (await first.owner.query(sql, ['Lock'])).rows[0].n).toBe(count)
}
