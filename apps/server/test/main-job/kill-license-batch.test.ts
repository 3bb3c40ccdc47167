import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDevice, buildPool, patient } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Office, openOfficeOfKills, switches } from './office.js'
import type { ServerRole } from './server-processes.js'

const DEVICES = 1_200

let office: Office

beforeAll(async () => {
  office = await openOfficeOfKills()
  const { owner, organizationId } = office
  const device = () => buildDevice(owner, { organizationId, model: 'gtm-5250', connection: 'offline' })
  for (let made = 0; made < DEVICES; made += 100) await Promise.all(Array.from({ length: 100 }, device))
})
afterAll(() => office?.close())

const one = async (id: string) => (await office.admin.get(`${office.path}/license-activations/${id}`)).body
const count = async (sql: string, id: string) =>
  (await office.owner.query(`SELECT count(*)::int AS n FROM ${sql}`, [id])).rows[0].n

/** Each device with exactly one unit, one entry in the audit and one target, whoever died when. */
async function expectAllOnce(batchId: string, poolId: string): Promise<void> {
  await vi.waitFor(async () => expect(await one(batchId)).toMatchObject({ state: 'finished' }), {
    ...patient,
    interval: 250,
  })
  expect(await one(batchId)).toMatchObject({ done: DEVICES, results: { activated: DEVICES } })
  const { rows } = await office.owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])
  expect(rows).toEqual([{ active: DEVICES }])
  expect(await count('activations WHERE pool_id = $1', poolId)).toBe(DEVICES)
  expect(await count(`audit_entries WHERE action = 'license.activated' AND details ->> 'sourceId' = $1`, batchId)).toBe(
    DEVICES,
  )
}

it.each([
  ['batch.started', 'api', 'dual-screen'],
  ['batch.written', 'worker', 'api'],
  ['batch.committed', 'worker', 'hdmi-inputs'],
] as const)(
  'a death at %s of the %s while 1,200 devices get a feature loses nothing and gives nothing twice',
  async (step: string, role: ServerRole, feature) => {
    const { owner, organizationId, admin, path, processes } = office
    const poolId = await buildPool(owner, { organizationId, feature, units: DEVICES })
    const wish = { featureKey: feature, scope: { everyone: true } }
    const { id, previewHash } = (await admin.post(`${path}/license-activations/preview`, wish)).body
    writeFileSync(join(switches, step), '')
    await admin.post(`${path}/license-activations`, { batchId: id, previewHash }).catch(() => undefined)
    await vi.waitFor(() => expect(existsSync(join(switches, step))).toBe(false), { ...patient, interval: 10 })
    await processes[role].kill()
    await processes[role].start()
    await expectAllOnce(id, poolId)
    const targets = `deployment_targets WHERE organization_id = $1 AND changes -> 0 ->> 'key' = 'license.${feature}'`
    expect(await count(targets, organizationId)).toBe(DEVICES)
  },
)
