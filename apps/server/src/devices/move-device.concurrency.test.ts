import { buildDevice, buildGrant, buildOrganization, buildPool } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineOf } from '../../test/engine.js'
import { type RunningApi, runApi } from '../../test/running-api.js'
import type { Visitor } from '../../test/visitor.js'

let first: RunningApi
let second: RunningApi
/** The same person at the doors of two applications, each with connections of its own. */
let one: Visitor
let other: Visitor
let customers: readonly string[]

beforeAll(async () => {
  first = await runApi()
  second = await runApi(first.database)
  const partnerId = (await buildOrganization(first.owner, { kind: 'partner' })).id
  const made = await Promise.all([1, 2, 3].map(() => buildOrganization(first.owner)))
  customers = made.map(({ id }) => id)
  for (const organizationId of customers) await buildGrant(first.owner, { organizationId, partnerId })
  const person = await first.person('partner-admin', partnerId)
  one = await first.visitor.signIn(person)
  other = await second.visitor.signIn(person)
})
afterAll(async () => {
  await second.close()
  await first.close()
})

const customer = (index: number): string => customers[index] ?? ''
const device = (organizationId: string) => buildDevice(first.owner, { organizationId, connection: 'online' })
const at = (organizationId: string, id: string) => `/organizations/${organizationId}/devices/${id}`
const rows = async (sql: string, ...values: unknown[]) => (await first.owner.query(sql, values)).rows

/** Previewed now; carried out when it is called. */
async function readyToMove(by: Visitor, from: string, id: string, toOrganizationId: string) {
  const path = `${at(from, id)}/move`
  const { previewHash } = (await by.post(`${path}/preview`, { toOrganizationId })).body
  return () => by.post(path, { toOrganizationId, previewHash }, { 'if-match': '*' })
}

const lives = async (id: string) =>
  (
    await rows(
      `SELECT count(*)::int AS n FROM devices WHERE state <> 'retired' AND serial = (SELECT serial FROM devices WHERE id = $1)`,
      id,
    )
  )[0].n

describe('a device', () => {
  it('goes to one of two places when it is moved to both at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await device(customer(0))
      const moves = [
        await readyToMove(one, customer(0), id, customer(1)),
        await readyToMove(other, customer(0), id, customer(round % 2 === 0 ? 2 : 1)),
      ]
      const answers = await Promise.all(moves.map((move) => move()))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('device.retired')
      expect(await lives(id)).toBe(1)
    }
  })

  it('that comes does not wait for one that goes the other way, nor that one for it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const moves = await Promise.all(
        [0, 1, 2].flatMap((index) => {
          const [from, to] = [customer(index), customer((index + 1) % 3)]
          return [[from, to, one] as const, [to, from, other] as const].map(async ([here, there, by]) =>
            readyToMove(by, here, await device(here), there),
          )
        }),
      )
      const answers = await Promise.all(moves.map((move) => move()))
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    }
  })

  it('takes no licence with it that is activated while it moves', async () => {
    const poolId = await buildPool(first.owner, { organizationId: customer(0), units: 50 })
    for (let round = 0; round < 12; round += 1) {
      const id = await device(customer(0))
      const move = await readyToMove(one, customer(0), id, customer(1))
      const activate = () => other.post(`${at(customer(0), id)}/activations`, { featureKey: 'dual-screen' })
      const [activated, moved] = await Promise.all(
        round % 2 === 0 ? [activate(), move()] : [move(), activate()].reverse(),
      )
      expect([`200 409`, `409 200`]).toContain(`${activated?.status} ${moved?.status}`)
      expect(await lives(id)).toBe(1)
    }
    const held = `SELECT count(*)::int AS n FROM activations a JOIN devices d ON d.id = a.device_id WHERE a.pool_id = $1`
    const [{ n: stranded }] = await rows(`${held} AND d.state = 'retired'`, poolId)
    const [{ n: inUse }] = await rows(held, poolId)
    expect(stranded).toBe(0)
    expect(await rows('SELECT active FROM license_pools WHERE id = $1', poolId)).toEqual([{ active: inUse }])
  })

  it('has nothing open behind it when it moves while a deployment is released to it', async () => {
    const organizationId = customer(0)
    const engine = engineOf(second, organizationId)
    const ends = new Set<string>()
    for (let round = 0; round < 8; round += 1) {
      const id = await device(organizationId)
      const values = { 'ui.theme': round % 2 === 0 ? 'Night' : 'Light' }
      const saved = await one.post(`${at(organizationId, id)}/configuration`, { values }, { 'if-match': '*' })
      expect(saved.status).toBe(202)
      const { deploymentId } = saved.body
      const move = await readyToMove(one, organizationId, id, customer(1))
      const releasing = round < 4 ? engine.release(deploymentId) : undefined
      const [moved] = await Promise.all([move(), releasing ?? engine.release(deploymentId)])
      expect(moved.status).toBe(200)
      await engine.release(deploymentId)
      const targets = await rows('SELECT state, reason_code FROM deployment_targets WHERE device_id = $1', id)
      for (const { state, reason_code } of targets) ends.add(`${state} ${reason_code}`)
      expect(await rows('SELECT state FROM deployments WHERE id = $1', deploymentId)).toEqual([{ state: 'finished' }])
    }
    expect([...ends]).toEqual(['cancelled device-left'])
  })

  it('moves once a release that holds its target is through, and is not waited for by it', async () => {
    const organizationId = customer(0)
    const id = await device(organizationId)
    const values = { 'ui.theme': 'Night' }
    await one.post(`${at(organizationId, id)}/configuration`, { values }, { 'if-match': '*' })
    const move = await readyToMove(one, organizationId, id, customer(1))
    const releasing = await first.connectAs('maestro_app')
    await releasing.query(`SELECT set_config('app.organization_id', $1, false)`, [organizationId])
    await releasing.query('BEGIN')
    await releasing.query('SELECT FROM deployment_targets WHERE device_id = $1 FOR UPDATE', [id])
    const moving = move()
    await expect.poll(() => rows('SELECT pid FROM pg_locks WHERE NOT granted')).not.toHaveLength(0)
    await releasing.query('SELECT FROM devices WHERE id = $1 FOR UPDATE', [id])
    await releasing.query('COMMIT')
    expect((await moving).status).toBe(200)
  })

  it('cannot be added by hand where it goes while it is on its way', async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = await device(customer(0))
      const [{ serial }] = await rows('SELECT serial FROM devices WHERE id = $1', id)
      const move = await readyToMove(one, customer(0), id, customer(2))
      const add = { modelKey: 'gtm-5140', name: 'By hand', serial }
      const [moved, added] = await Promise.all([move(), other.post(`/organizations/${customer(2)}/devices`, add)])
      expect([moved.status, added.status]).toEqual([200, 409])
      expect(added.body.code).toBe('device.serial-taken')
      expect(await lives(id)).toBe(1)
    }
  })
})
