import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Fleet, startFleet } from '@maestro/simulator'
import { patient, randomFrom } from '@maestro/testkit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type EnrolledDevice, enrolledDevices } from './enrolled-devices.js'
import { type Office, openOfficeOfKills, switches } from './office.js'
import { act, changeProfile, deploymentBecomes, prepared, restOf, ringOf, wantedForModel } from './rollout.js'
import type { ServerRole } from './server-processes.js'

const DEVICES = 1000
const SEED = 20261123
const random = randomFrom(SEED)

let office: Office
let devices: EnrolledDevice[]
let fleet: Fleet
let profileId: string
let mtu = 1300

beforeAll(async () => {
  office = await openOfficeOfKills()
  devices = await enrolledDevices(office, DEVICES)
  fleet = await startFleet({
    server: office.processes.origin,
    members: devices.map(({ member }) => member),
    keepTranscript: true,
    applyDelayMs: [5, 50],
    patienceSeconds: 1,
    seed: SEED,
  })
  const online = `SELECT count(*)::int AS n FROM devices WHERE organization_id = $1 AND connection = 'online'`
  const everybody = async () =>
    expect((await office.owner.query(online, [office.organizationId])).rows).toEqual([{ n: DEVICES }])
  await vi.waitFor(everybody, { ...patient, interval: 500 })
  profileId = await wantedForModel(office, { 'network.mtu': mtu })
})
afterAll(async () => {
  await fleet?.stop()
  await office?.close()
})

/** Judged by what the devices themselves received and did. */
async function expectNewestWish(id: string): Promise<void> {
  await deploymentBecomes(office, id, { state: 'finished' })
  const received = new Map<string, number>()
  const older: unknown[] = []
  for (const line of fleet.transcript.filter(({ event }) => event === 'received')) {
    const { serial, version = 0 } = line
    if (version < (received.get(serial) ?? 0)) older.push(line)
    else received.set(serial, version)
  }
  expect(older).toEqual([])
  const elsewhere = devices.filter(({ serial }) => {
    const { settings, desiredVersion } = fleet.device(serial)
    return JSON.stringify(settings) !== JSON.stringify({ network: { mtu } }) || desiredVersion !== received.get(serial)
  })
  expect(elsewhere.map(({ serial }) => serial)).toEqual([])
  const { rows } = await office.owner.query(
    `SELECT state, count(*)::int AS n FROM deployment_targets WHERE deployment_id = $1 GROUP BY state`,
    [id],
  )
  expect(rows).toEqual([{ state: 'confirmed', n: DEVICES }])
}

/** Somebody who reaches the step dies there, and begins again. */
async function diesAt(step: string, role: ServerRole): Promise<void> {
  await vi.waitFor(() => expect(existsSync(join(switches, step))).toBe(false), { ...patient, interval: 10 })
  await office.processes[role].kill()
  await pause(random() * 500)
  await office.processes[role].start()
}

it.each([
  ['release.committed', 'worker'],
  ['send.sent', 'worker'],
  ['acknowledge.written', 'worker'],
  ['report.committed', 'link'],
] as const)('a death at %s of a rollout to a thousand devices loses nothing', async (step, role) => {
  mtu += 1
  await changeProfile(office, profileId, { 'network.mtu': mtu })
  const draft = await prepared(office, { scope: { everyone: true }, rings: [ringOf('some', 100), restOf('rest')] })
  writeFileSync(join(switches, step), '')
  await act(office, draft.id, 'start', { previewHash: draft.previewHash })
  await diesAt(step, role)
  await expectNewestWish(draft.id)
})

it('kill -9 of all at a random moment of a rollout to a thousand devices loses nothing', async () => {
  mtu += 1
  await changeProfile(office, profileId, { 'network.mtu': mtu })
  const draft = await prepared(office, { scope: { everyone: true }, rings: [ringOf('some', 100), restOf('rest')] })
  await act(office, draft.id, 'start', { previewHash: draft.previewHash })
  await pause(500 + random() * 2_000)
  const { api, worker, link } = office.processes
  await Promise.all([api.kill(), worker.kill(), link.kill()])
  await link.start()
  await Promise.all([api.start(), worker.start()])
  await expectNewestWish(draft.id)
})
