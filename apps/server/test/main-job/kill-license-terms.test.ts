import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDevice, buildPool, patient } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Office, openOfficeOfKills, switches } from './office.js'

/** More than one batch of drops. */
const DEVICES = 700

let office: Office
let devices: string[]

beforeAll(async () => {
  office = await openOfficeOfKills()
  const { owner, organizationId } = office
  const device = () => buildDevice(owner, { organizationId, model: 'gtm-5250', connection: 'offline' })
  devices = []
  while (devices.length < DEVICES) devices.push(...(await Promise.all(Array.from({ length: 100 }, device))))
})
afterAll(() => office?.close())

const count = async (from: string, ...values: unknown[]) =>
  (await office.owner.query(`SELECT count(*)::int AS n FROM ${from}`, values)).rows[0].n

/** A pool that all devices have a unit of. */
async function fullPool(feature: 'api' | 'dual-screen' | 'hdmi-inputs'): Promise<string> {
  const { owner, organizationId } = office
  const poolId = await buildPool(owner, { organizationId, feature, units: DEVICES })
  await owner.query(
    `INSERT INTO activations (id, organization_id, device_id, pool_id, feature_key, activated_by)
     SELECT uuidv7(), $1, id, $2, $3, 'system:test' FROM unnest($4::uuid[]) AS n (id)`,
    [organizationId, poolId, feature, devices],
  )
  await owner.query('UPDATE license_pools SET active = $2 WHERE id = $1', [poolId, DEVICES])
  return poolId
}

it.each([
  ['license-sweep.found', 'api'],
  ['license-review.claimed', 'dual-screen'],
  ['license-settlement.kept', 'hdmi-inputs'],
] as const)(
  'a death at %s of the worker while 700 devices lose a feature: the sweep ends it, each drop happens and is kept once',
  async (step, feature) => {
    const { organizationId, owner, processes } = office
    const poolId = await fullPool(feature)
    const longAgo = new Date(Date.now() - 20 * 86_400_000)
    writeFileSync(join(switches, step), '')
    await owner.query('UPDATE license_pools SET valid_until = $2 WHERE id = $1', [poolId, longAgo])
    await vi.waitFor(() => expect(existsSync(join(switches, step))).toBe(false), { ...patient, interval: 10 })
    await processes.worker.kill()
    await processes.worker.start()
    // The minute after which a review counts as abandoned.
    await owner.query('UPDATE license_pools SET review_at = now() WHERE id = $1', [poolId])
    const dropped = async () =>
      expect(await count('activations WHERE pool_id = $1 AND dropped_at IS NOT NULL', poolId)).toBe(DEVICES)
    await vi.waitFor(dropped, { ...patient, interval: 500 })
    const entries = `FROM audit_entries WHERE organization_id = $1 AND action = 'license.dropped' AND details ->> 'feature' = $2`
    expect(await count(`(SELECT device_id ${entries}) AS all_of_them`, organizationId, feature)).toBe(DEVICES)
    expect(await count(`(SELECT DISTINCT device_id ${entries}) AS devices`, organizationId, feature)).toBe(DEVICES)
    const targets = `deployment_targets WHERE organization_id = $1 AND changes -> 0 ->> 'key' = $2`
    expect(await count(targets, organizationId, `license.${feature}`)).toBe(DEVICES)
    expect(await count('devices WHERE organization_id = $1 AND $2 = ANY (features)', organizationId, feature)).toBe(0)
    const { rows } = await owner.query('SELECT active FROM license_pools WHERE id = $1', [poolId])
    expect(rows).toEqual([{ active: DEVICES }])
  },
)
