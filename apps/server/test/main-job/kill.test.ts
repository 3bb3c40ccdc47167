import { setTimeout as pause } from 'node:timers/promises'
import type { Fleet } from '@maestro/simulator'
import { emptyQueue, patient, randomFrom } from '@maestro/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { change, deviceBecomes, type Office, type OfficeDevice, openOfficeOfKills, targetBecomes } from './office.js'
import type { ServerRole } from './server-processes.js'

const DEVICES = 4
const REPETITIONS = 2
const SEED = 20261123

let office: Office
let devices: OfficeDevice[]
let fleet: Fleet
const random = randomFrom(SEED)

beforeAll(async () => {
  office = await openOfficeOfKills()
  devices = await Promise.all(Array.from({ length: DEVICES }, () => office.device()))
  fleet = await office.fleet(devices, { applyDelayMs: [20, 200], seed: SEED })
  for (const device of devices) await deviceBecomes(office, device, { connection: 'online' })
})
afterAll(() => office?.close())

let wishes = 0
/** A value that no device was told before. */
const nextWish = () => {
  wishes += 1
  return { 'network.mtu': 1280 + wishes }
}

/** Judged by what the devices themselves received and did: the newest wish, and nothing older after something newer. */
async function expectNewestWish(wanted: object): Promise<void> {
  for (const device of devices) {
    await targetBecomes(office, device, { state: 'confirmed' })
    const own = fleet.transcript.filter(({ serial }) => serial === device.serial)
    const applied = own.filter(({ event }) => event === 'applied').map(({ version }) => version ?? 0)
    expect(applied).toEqual([...new Set(applied)].sort((one, other) => one - other))
    expect(fleet.device(device.serial).settings).toEqual({ network: { mtu: Object.values(wanted)[0] } })
    expect(fleet.device(device.serial).desiredVersion).toBe(applied.at(-1))
  }
}

/** Changes all devices at once; resolves when every change was accepted. */
async function wish(values: object): Promise<void> {
  const answers = await Promise.all(devices.map((device) => change(office, device, values)))
  for (const { status } of answers) expect(status).toBe(202)
}

describe.each(['api', 'worker', 'link'] as const satisfies ServerRole[])('kill -9 of the %s', (role) => {
  it.each(Array.from({ length: REPETITIONS }, (_, repetition) => repetition))(
    'in the middle of a change ends in confirmed (%i)',
    async () => {
      const values = nextWish()
      const delay = Math.floor(random() * 120)
      await wish(values)
      await pause(delay)
      await office.processes[role].kill()
      await pause(random() * 300)
      await office.processes[role].start()
      await expectNewestWish(values)
    },
  )
})

it('kill -9 of the worker before it heard of the change ends in confirmed', async () => {
  await office.processes.worker.kill()
  const values = nextWish()
  await wish(values)
  await office.processes.worker.start()
  await expectNewestWish(values)
})

it('kill -9 of the worker after it sent and before it noted so ends in confirmed', async () => {
  await office.processes.worker.kill()
  const values = nextWish()
  await wish(values)
  const holder = office.database.connect()
  const held = await holder.connect()
  // The worker sends while it holds its targets, and must wait here before it can note that it did.
  await held.query('BEGIN')
  await held.query('SELECT 1 FROM devices WHERE id = ANY ($1) FOR UPDATE', [devices.map(({ id }) => id)])
  const before = fleet.transcript.length
  await office.processes.worker.start()
  const received = () => fleet.transcript.slice(before).filter(({ event }) => event === 'received').length
  await vi.waitFor(() => expect(received()).toBeGreaterThan(0), patient)
  const { rows } = await office.owner.query(
    "SELECT DISTINCT state FROM deployment_targets WHERE organization_id = $1 AND state IN ('planned', 'sent')",
    [office.organizationId],
  )
  expect(rows).toEqual([{ state: 'planned' }])
  await office.processes.worker.kill()
  await held.query('ROLLBACK')
  held.release()
  await holder.end()
  await office.processes.worker.start()
  await expectNewestWish(values)
})

it('kill -9 of all three at once ends in confirmed', async () => {
  const values = nextWish()
  await wish(values)
  const { api, worker, link } = office.processes
  await Promise.all([api.kill(), worker.kill(), link.kill()])
  await link.start()
  await Promise.all([api.start(), worker.start()])
  await expectNewestWish(values)
})

it('a queue that was emptied half-way is made up for by the sweep', async () => {
  await office.processes.worker.kill()
  const values = nextWish()
  await wish(values)
  await emptyQueue(office.owner)
  await office.processes.worker.start()
  await expectNewestWish(values)
  await emptyQueue(office.owner)
  const later = nextWish()
  await wish(later)
  await emptyQueue(office.owner)
  await expectNewestWish(later)
})

it('a worker that is told to stop finishes what it has begun', async () => {
  const values = nextWish()
  await wish(values)
  expect(await office.processes.worker.stop()).toBe(0)
  // The others go on meanwhile, and may be within a transaction at any one moment.
  const left = `SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction'`
  await expect.poll(async () => (await office.owner.query(left)).rows).toEqual([{ n: 0 }])
  await office.processes.worker.start()
  await expectNewestWish(values)
})
