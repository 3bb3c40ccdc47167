import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '@maestro/simulator'
import { emptyQueue } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceBecomes, type Office, type OfficeDevice, openOfficeOfKills } from './office.js'
import {
  act,
  changeProfile,
  deploymentBecomes,
  deploymentOf,
  idsOf,
  prepared,
  restOf,
  ringOf,
  started,
  wantedForModel,
} from './rollout.js'
import type { ServerProcess } from './server-processes.js'

const DEVICES = 60
const IN_FLIGHT = 50

let office: Office
let devices: OfficeDevice[]
let fleet: Fleet
let profileId: string
/** One more of them, beside the office's own. */
let worker: ServerProcess
let mtu = 1300

beforeAll(async () => {
  office = await openOfficeOfKills()
  worker = await office.processes.another('worker')
  devices = []
  for (let made = 0; made < DEVICES; made += 1) devices.push(await office.device())
  fleet = await office.fleet(devices, { applyDelayMs: [20, 200], seed: 20261123 })
  for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
  profileId = await wantedForModel(office, { 'network.mtu': mtu })
})
afterAll(async () => {
  await worker?.kill()
  await office?.close()
})

async function nextDraft(body: object) {
  mtu += 1
  await changeProfile(office, profileId, { 'network.mtu': mtu })
  return prepared(office, { scope: { deviceIds: idsOf(devices) }, ...body })
}

/** Judged by what the devices themselves received and did: the newest wish, and nothing older after something newer. */
async function expectNewestWish(id: string): Promise<void> {
  await deploymentBecomes(office, id, { state: 'finished', counts: { confirmed: DEVICES } })
  for (const { serial } of devices) {
    const own = fleet.transcript.filter((line) => line.serial === serial && line.event === 'applied')
    const applied = own.map(({ version }) => version ?? 0)
    expect(applied).toEqual([...new Set(applied)].sort((one, other) => one - other))
    expect(fleet.device(serial).settings).toEqual({ network: { mtu } })
  }
}

describe('a rollout with two workers', () => {
  it('is sent to each device once', async () => {
    const before = fleet.transcript.length
    const draft = await nextDraft({ rings: [ringOf('some', 20), restOf('rest')] })
    await act(office, draft.id, 'start', { previewHash: draft.previewHash })
    await expectNewestWish(draft.id)
    const received = fleet.transcript.slice(before).filter(({ event }) => event === 'received')
    expect(new Set(received.map(({ serial }) => serial)).size).toBe(DEVICES)
    expect(received).toHaveLength(DEVICES)
  })

  it('that stops by itself sends one batch at most after that', async () => {
    fleet.setBehaviour('refuses')
    const before = fleet.transcript.length
    const draft = await nextDraft({ rings: [restOf('all', { failurePercent: 10, failureMinimum: 1 })] })
    await act(office, draft.id, 'start', { previewHash: draft.previewHash })
    await deploymentBecomes(office, draft.id, { state: 'stopped' })
    await pause(3_000)
    const received = fleet.transcript.slice(before).filter(({ event }) => event === 'received')
    expect(received.length).toBeGreaterThan(0)
    expect(received.length).toBeLessThanOrEqual(IN_FLIGHT)
    const { counts } = await deploymentOf(office, draft.id)
    expect(counts.planned + counts.waiting).toBeGreaterThanOrEqual(DEVICES - IN_FLIGHT)
    fleet.setBehaviour('normal')
    await act(office, draft.id, 'retry')
    await expectNewestWish(draft.id)
  })

  it('sends nothing after the answer to a pause', async () => {
    const draft = await nextDraft({})
    await act(office, draft.id, 'start', { previewHash: draft.previewHash })
    await pause(150)
    expect((await act(office, draft.id, 'pause')).status).toBe(200)
    await pause(300)
    const before = fleet.transcript.length
    await pause(3_000)
    const received = fleet.transcript.slice(before).filter(({ event }) => event === 'received')
    expect(received).toEqual([])
    await act(office, draft.id, 'resume')
    await expectNewestWish(draft.id)
  })
})

describe.each(['worker', 'link', 'api'] as const)('kill -9 of the %s', (role) => {
  it.each([0, 1])('in the middle of a rollout ends in confirmed (%i)', async (repetition) => {
    const draft = await nextDraft({ rings: [ringOf('some', 10), restOf('rest')] })
    await act(office, draft.id, 'start', { previewHash: draft.previewHash })
    await pause(repetition * 250 + 50)
    await office.processes[role].kill()
    if (role === 'worker') await worker.kill()
    await pause(200)
    await office.processes[role].start()
    if (role === 'worker') await worker.start()
    await expectNewestWish(draft.id)
  })
})

it('kill -9 of all workers while a preview is prepared ends in a draft', async () => {
  mtu += 1
  await changeProfile(office, profileId, { 'network.mtu': mtu })
  await Promise.all([office.processes.worker.kill(), worker.kill()])
  const made = await office.admin.post(`${office.path}/deployments`, { scope: { everyone: true } })
  await Promise.all([office.processes.worker.start(), worker.start()])
  await deploymentBecomes(office, made.body.id, { state: 'draft', total: DEVICES })
})

it('a queue that is emptied half-way is made up for by the sweep', async () => {
  mtu += 1
  await changeProfile(office, profileId, { 'network.mtu': mtu })
  const { id } = await started(office, {
    scope: { deviceIds: idsOf(devices) },
    rings: [ringOf('some', 10), restOf('rest')],
  })
  await pause(100)
  await emptyQueue(office.owner)
  await expectNewestWish(id)
})
