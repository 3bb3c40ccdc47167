import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type LicenseKeySet, licenseKeysPath, verifyLicense } from '@maestro/contract/devices'
import { type Fleet, startFleet } from '@maestro/simulator'
import { buildPool, patient, randomFrom } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Visitor } from '../visitor.js'
import { type EnrolledDevice, enrolledDevices } from './enrolled-devices.js'
import { licensesInEffect } from './licenses-in-effect.js'
import { type Office, openOfficeOfKills, switches } from './office.js'
import { roles, type ServerRole } from './server-processes.js'

const SEED = 20261130
const FEATURES = ['api', 'dual-screen'] as const
/** Each kill has devices of its own, so that nothing that comes later makes up for what it lost. */
const DEVICES_A_KILL = 12
const REQUESTS_AT_ONCE = 8
const random = randomFrom(SEED)

/** Every step between the decision, the file and its confirmation, and who reaches it. */
const steps = [
  ['activate.written', 'api'],
  ['activate.committed', 'api'],
  ['release.written', 'worker'],
  ['release.committed', 'worker'],
  ['send.sent', 'worker'],
  ['send.committed', 'worker'],
  ['report.committed', 'link'],
  ['confirm.written', 'worker'],
  ['confirm.committed', 'worker'],
  ['acknowledge.written', 'worker'],
  ['acknowledge.committed', 'worker'],
  ['sweep.found', 'worker'],
] as const satisfies (readonly [string, ServerRole])[]
const moments: readonly { readonly who: string; readonly dying: readonly ServerRole[] }[] = [
  ...roles.map((role) => ({ who: role, dying: [role] })),
  { who: 'all of them', dying: roles },
]
const DEVICES = (steps.length + moments.length) * DEVICES_A_KILL

let office: Office
let devices: EnrolledDevice[]
let fleet: Fleet
let admins: Visitor[]

beforeAll(async () => {
  office = await openOfficeOfKills()
  const { organizationId, processes, owner } = office
  devices = await enrolledDevices(office, DEVICES, 'gtm-5250')
  for (const feature of FEATURES) await buildPool(owner, { organizationId, feature, units: DEVICES })
  // Requests are counted by person.
  admins = await Promise.all(Array.from({ length: 4 }, () => office.signedIn('admin', organizationId)))
  const members = devices.map(({ member }) => member)
  fleet = await startFleet({
    server: processes.origin,
    members,
    keepTranscript: true,
    applyDelayMs: [5, 50],
    patienceSeconds: 1,
    seed: SEED,
  })
  const online = `SELECT count(*)::int AS n FROM devices WHERE organization_id = $1 AND connection = 'online'`
  const everybody = async () => expect((await owner.query(online, [organizationId])).rows).toEqual([{ n: DEVICES }])
  await vi.waitFor(everybody, { ...patient, interval: 250 })
})
afterAll(async () => {
  await fleet?.stop()
  await office?.close()
})

let wave = 0
const nextDevices = () => devices.slice(wave * DEVICES_A_KILL, ++wave * DEVICES_A_KILL)

/** Activates every feature on every device, one by one; whoever gets no answer asks again, as a person does. */
async function activateOn(some: readonly EnrolledDevice[]): Promise<void> {
  const wanted = some.flatMap(({ id }) => FEATURES.map((featureKey) => ({ id, featureKey })))
  const work = async (by: Visitor | undefined) => {
    for (let one = wanted.shift(); one; one = wanted.shift()) {
      const path = `${office.path}/devices/${one.id}/activations`
      const ask = async () =>
        expect(await by?.post(path, { featureKey: one?.featureKey })).toMatchObject({ status: 200 })
      await vi.waitFor(ask, patient)
    }
  }
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, (_, index) => work(admins[index % admins.length])))
}

it.each(steps)('somebody dies at %s of the %s while features are activated', async (step, role) => {
  writeFileSync(join(switches, step), '')
  const activated = activateOn(nextDevices())
  await vi.waitFor(() => expect(existsSync(join(switches, step))).toBe(false), { ...patient, interval: 10 })
  await office.processes[role].kill()
  await pause(random() * 300)
  await office.processes[role].start()
  await activated
})

it.each(moments)('$who: a death at a random moment while features are activated', async ({ dying }) => {
  const activated = activateOn(nextDevices())
  await pause(random() * 1_500)
  await Promise.all(dying.map((role) => office.processes[role].kill()))
  // A worker begins where there is a broker.
  for (const role of ['link', 'worker', 'api'] as const) if (dying.includes(role)) await office.processes[role].start()
  await activated
})

const rowsOf = async (sql: string) => (await office.owner.query(sql, [office.organizationId])).rows

it('afterwards every promise has come to its end by itself', async () => {
  const ended = async () => {
    const [row] = await rowsOf(`SELECT
      (SELECT count(*)::int FROM deployment_targets WHERE organization_id = $1 AND state IN ('planned', 'waiting', 'sent')) AS open,
      (SELECT count(*)::int FROM activations WHERE organization_id = $1 AND confirmed_at IS NULL) AS unconfirmed,
      (SELECT count(*)::int FROM deployments WHERE organization_id = $1 AND state <> 'finished') AS unfinished`)
    expect(row).toEqual({ open: 0, unconfirmed: 0, unfinished: 0 })
  }
  await vi.waitFor(ended, { ...patient, interval: 250 })
})

it('afterwards nothing was activated twice or lost', async () => {
  const wanted = devices.flatMap(({ id }) => FEATURES.map((feature) => `${id} ${feature}`)).sort()
  const activations = await rowsOf(
    `SELECT device_id || ' ' || feature_key AS one FROM activations WHERE organization_id = $1`,
  )
  expect(activations.map(({ one }) => one).sort()).toEqual(wanted)
  const audited = await rowsOf(`SELECT device_id || ' ' || (details ->> 'feature') AS one FROM audit_entries
    WHERE organization_id = $1 AND action = 'license.activated'`)
  expect(audited.map(({ one }) => one).sort()).toEqual(wanted)
  const pools = await rowsOf('SELECT active FROM license_pools WHERE organization_id = $1')
  expect(pools).toEqual(FEATURES.map(() => ({ active: DEVICES })))
})

it('afterwards each device holds its newest file, and never put an older one in the place of a newer', async () => {
  const issued = await rowsOf(`SELECT device_id, array_agg(issue ORDER BY issued_at, issue) AS issues,
      (array_agg(file ORDER BY issue DESC))[1] AS newest, bool_or(confirmed_at IS NOT NULL) AS confirmed
    FROM license_files WHERE organization_id = $1 GROUP BY device_id`)
  const files = new Map(issued.map((row) => [row.device_id, row]))
  const keys = (await (await fetch(`${office.processes.origin}${licenseKeysPath}`)).json()) as LicenseKeySet
  for (const { id, serial } of devices) {
    const applied = licensesInEffect(fleet, serial)
    const issues = applied.map(({ issue }) => issue)
    expect(issues).toEqual(issues.toSorted((one, other) => one - other))
    const { newest, issues: given } = files.get(id)
    expect(given).toEqual(given.map((_: number, place: number) => place + 1))
    expect(applied.at(-1)).toEqual({ file: newest, issue: given.at(-1), features: [...FEATURES] })
    expect((await verifyLicense(newest, keys, { serial, deviceId: id, at: () => new Date() })).verdict).toBe('valid')
    expect(fleet.device(serial).licenseFile).toBe(newest)
  }
})
