import {
  buildActivation,
  buildDevice,
  buildOrganization,
  buildPool,
  type FreshDatabase,
  freshDatabase,
} from '@maestro/testkit'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Answer, Visitor } from '../../test/visitor.js'
import { Audit } from '../audit/audit.js'
import { problemOf } from '../platform/http/problem-of.js'
import { inOrganization } from '../platform/in-organization.js'
import type { Transaction } from '../platform/platform.js'
import { ActivateDevices } from './activate-devices.js'
import { lockDevicesToLicense } from './activations.store.js'
import { MoveLicenses } from './move-licenses.js'
import { ReleaseDevices } from './release-devices.js'

const featureKey = 'dual-screen'
const by = { actor: 'system:test', actorName: 'Test' }

let database: FreshDatabase
let api: RunningApi
let organizationId: string
let admin: Visitor
let poolId: string
/** Somebody in between, who sees to it that the others meet. */
let holders: pg.Pool
let holder: pg.PoolClient

beforeAll(async () => {
  database = await freshDatabase()
  const owner = database.connect()
  const { rows } = await owner.query('SELECT current_database() AS name')
  // Whoever has waited so long finds the circle, and is given up; the holder does not look.
  await owner.query(`ALTER DATABASE "${rows[0].name}" SET deadlock_timeout = '4s'`)
  await owner.end()
  api = await runApi(database)
  holders = database.connect()
  holder = await holders.connect()
  await holder.query(`SET deadlock_timeout = '1h'`)
})
afterAll(async () => {
  holder.release()
  await holders.end()
  await api.close()
  await database.drop()
})

beforeEach(async () => {
  organizationId = (await buildOrganization(api.owner)).id
  admin = await api.signedIn('admin', organizationId)
  poolId = await buildPool(api.owner, { organizationId, units: 5 })
})

const device = () => buildDevice(api.owner, { organizationId })

/** A device that has the feature and has said so: that is counted in the organization's position. */
async function confirmed(): Promise<string> {
  const deviceId = await device()
  const id = await buildActivation(api.owner, { organizationId, deviceId, poolId })
  await api.owner.query('UPDATE activations SET confirmed_at = now() WHERE id = $1', [id])
  return deviceId
}

const waiting = (count: number) =>
  expect.poll(async () => (await backends()).length, { message: `${count} wait for a lock` }).toBe(count)
const backends = async (): Promise<{ pid: number }[]> =>
  (
    await api.owner.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' ORDER BY query_start`,
    )
  ).rows

const transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
  inOrganization({ organizationId, actor: by.actor }, () => api.platform.transaction(work))

function activate(deviceId: string) {
  const source = { kind: 'person', id: null } as const
  const wish = { featureKey, deviceIds: [deviceId], source }
  return transaction((tx) => new ActivateDevices(new Audit(api.platform)).run(tx, by, organizationId, wish))
}

/** Both want the position that a third one holds for a moment; what each has in its hand by then shows when he lets go. */
async function meetAtThePosition(first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  await holder.query('BEGIN')
  await holder.query('SELECT 1 FROM license_positions WHERE organization_id = $1 FOR UPDATE', [organizationId])
  const one = first()
  await waiting(1)
  const other = second()
  await waiting(2)
  await holder.query('COMMIT')
  await expect(Promise.all([one, other])).resolves.toHaveLength(2)
}

describe('nobody waits in a circle', () => {
  it('when a confirmed licence is released while a unit of its pool is taken', async () => {
    const [from, to] = [await confirmed(), await device()]
    const release = () =>
      transaction((tx) =>
        new ReleaseDevices(new Audit(api.platform)).run(tx, by, organizationId, {
          deviceIds: [from],
          featureKey,
          cause: 'released',
        }),
      )
    await meetAtThePosition(release, () => activate(to))
    const { rows } = await api.owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])
    expect(rows).toEqual([{ active: 1 }])
  })

  it('when a confirmed licence moves to another device while a unit of its pool is taken', async () => {
    const [from, to, other] = [await confirmed(), await device(), await device()]
    const move = () =>
      transaction(async (tx) => {
        const devices = await lockDevicesToLicense(tx, organizationId, [from, to])
        const [giver, taker] = [from, to].map((id) => devices.find((one) => one.id === id))
        if (!giver || !taker) throw new Error('Both are there.')
        const moved = [{ id: crypto.randomUUID(), featureKey }]
        const wish = { from: giver, to: taker, moved, by: 'Test', cause: 'transferred' } as const
        return new MoveLicenses().run(tx, organizationId, wish)
      })
    await meetAtThePosition(move, () => activate(other))
    const { rows } = await api.owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])
    expect(rows).toEqual([{ active: 2 }])
  })
})

describe('a transaction that others stood in the way of', () => {
  const ask = (deviceId: string): Promise<Answer> =>
    admin.post(`/organizations/${organizationId}/devices/${deviceId}/activations`, { featureKey })
  const inUse = async () =>
    (
      await api.owner.query(
        `SELECT p.active, (SELECT count(*)::int FROM activations a WHERE a.pool_id = p.id) AS counted,
          (SELECT count(*)::int FROM audit_entries e WHERE e.organization_id = p.organization_id AND e.action = 'license.activated')
            AS audited,
          (SELECT count(*)::int FROM deployments d WHERE d.organization_id = p.organization_id) AS planned
        FROM license_pools p WHERE p.id = $1`,
        [poolId],
      )
    ).rows[0]

  it('begins again when it was given up for the sake of another', async () => {
    const deviceId = await device()
    await holder.query('BEGIN')
    await holder.query('SELECT 1 FROM license_pools WHERE id = $1 FOR UPDATE', [poolId])
    const answer = ask(deviceId)
    await waiting(1)
    // From here they wait for each other.
    await holder.query('SELECT 1 FROM devices WHERE id = $1 FOR UPDATE', [deviceId])
    await holder.query('COMMIT')
    expect(await answer).toMatchObject({ status: 200, body: { alreadyActive: false } })
    expect(await inUse()).toEqual({ active: 1, counted: 1, audited: 1, planned: 1 })
  })

  it('is refused with a sentence and a time to come back when it was ended', async () => {
    const deviceId = await device()
    await holder.query('BEGIN')
    await holder.query('SELECT 1 FROM license_pools WHERE id = $1 FOR UPDATE', [poolId])
    const answer = ask(deviceId)
    await waiting(1)
    await api.owner.query('SELECT pg_cancel_backend($1)', [(await backends())[0]?.pid])
    const refused = await answer
    expect(refused).toMatchObject({ status: 503, body: { code: 'request.busy', params: { seconds: 2 } } })
    expect(refused.headers['retry-after']).toBe('2')
    await holder.query('COMMIT')
    expect(await inUse()).toEqual({ active: 0, counted: 0, audited: 0, planned: 0 })
    expect((await ask(deviceId)).status).toBe(200)
  })

  it('is refused the same way when it would have had to wait too long', async () => {
    const late = inOrganization({ organizationId, actor: by.actor }, () =>
      api.platform.database.prisma.$transaction((tx) => tx.$executeRaw`SELECT pg_sleep(0.3)`, { timeout: 50 }),
    )
    const error = await late.catch((failure: unknown) => failure)
    expect(problemOf(error, 'de', 'r')).toMatchObject({ status: 503, code: 'request.busy' })
  })
})

it('whoever can see that there is no unit left waits for nobody', async () => {
  const [none, waits] = [await device(), await device()]
  await api.owner.query('UPDATE license_pools SET units = 0 WHERE id = $1', [poolId])
  await holder.query('BEGIN')
  await holder.query('SELECT 1 FROM license_pools WHERE id = $1 FOR UPDATE', [poolId])
  const path = (id: string) => `/organizations/${organizationId}/devices/${id}/activations`
  expect((await admin.post(path(none), { featureKey })).body.code).toBe('license.no-units-left')
  await holder.query('COMMIT')
  await api.owner.query('UPDATE license_pools SET units = 1 WHERE id = $1', [poolId])
  expect((await admin.post(path(waits), { featureKey })).status).toBe(200)
})
