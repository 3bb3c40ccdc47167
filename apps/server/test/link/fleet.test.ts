import { type Fleet, type FleetMember, startFleet } from '@maestro/simulator'
import { patient } from '@maestro/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { desiredMessage } from '../../src/device-link/desired-message.js'
import { type LinkChannel, openLinkChannel } from '../../src/device-link/link-channel.js'
import { serverPassword } from '../../src/device-link/server-identity.js'
import { deriveKeyOf } from '../../src/platform/settings.js'
import {
  newOrganization,
  type RunningLinkProcess,
  release,
  runLink,
  type StagedDevice,
  stageDevice,
} from './running-link.js'

let running: RunningLinkProcess
let channel: LinkChannel
let organizationId: string
let fleet: Fleet | undefined

beforeAll(async () => {
  running = await runLink()
  organizationId = await newOrganization(running.owner)
  const password = serverPassword(deriveKeyOf(running.platform.settings))
  channel = await openLinkChannel({ url: running.mqttUrl, password, log: running.platform.log })
})
afterEach(() => fleet?.stop())
afterAll(async () => {
  await channel.close()
  await running.close()
})

const memberOf = (device: StagedDevice, behaviour: FleetMember['behaviour'] = 'normal'): FleetMember => ({
  ...device,
  behaviour,
})
const brokerOf = (transport: 'tcp' | 'ws' | 'https') => (transport === 'ws' ? running.webSocketUrl : running.mqttUrl)

async function staged(count: number): Promise<StagedDevice[]> {
  const devices: StagedDevice[] = []
  for (let made = 0; made < count; made++)
    devices.push(await stageDevice(running.owner, running.database, organizationId))
  return devices
}

function begin(members: FleetMember[], more: Partial<Parameters<typeof startFleet>[0]> = {}): Promise<Fleet> {
  const transport = more.transport ?? 'tcp'
  return startFleet({
    server: running.url,
    brokerUrl: brokerOf(transport),
    members,
    applyDelayMs: [5, 30],
    keepTranscript: true,
    startsPerSecond: 2000,
    ...more,
  })
}

async function push(device: StagedDevice, version: number, document: object): Promise<void> {
  await release(running.owner, device, version, document)
  const message = desiredMessage(version, document as never, null)
  await channel.send({ tenant: organizationId, device: device.deviceId }, 'desired', message)
}

async function rowOf(device: StagedDevice): Promise<Record<string, unknown>> {
  const { rows } = await running.owner.query(
    'SELECT d.connection, d.in_call, s.* FROM devices d JOIN device_statuses s ON s.device_id = d.id WHERE d.id = $1',
    [device.deviceId],
  )
  return rows[0]
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { ...patient, interval: 25 })
const becomes = (device: StagedDevice, row: object) => soon(async () => expect(await rowOf(device)).toMatchObject(row))
const dual = { display: { monitors: 'Dual' } }

describe.each(['tcp', 'ws', 'https'] as const)('a pretend device over %s', (transport) => {
  it('enrols, says what it is, obeys and reports', async () => {
    const [device] = (await staged(1)) as [StagedDevice]
    fleet = await begin([memberOf(device)], { transport })
    await becomes(device, {
      connection: 'online',
      reported: { firmware: '5.10.0', camera: { connected: true }, call: { state: 'idle' } },
    })
    await push(device, 1, dual)
    await becomes(device, { applied_version: '1', apply_status: 'applied', reported: { settings: dual } })
    expect(fleet.transcript.map((entry) => entry.event)).toEqual(['received', 'applied'])
  })

  it('catches up when it comes back', async () => {
    const [device] = (await staged(1)) as [StagedDevice]
    fleet = await begin([memberOf(device)], { transport })
    await becomes(device, { connection: 'online' })
    fleet.device(device.serial).goOffline()
    if (transport !== 'https') await becomes(device, { connection: 'offline' })
    await release(running.owner, device, 3, dual)
    fleet.device(device.serial).comeBack()
    await becomes(device, { connection: 'online', applied_version: '3' })
  })
})

it('devices behave as they are told: one refuses, one fails, one is silent, one is away', async () => {
  const [refuses, fails, silent, away] = (await staged(4)) as [StagedDevice, StagedDevice, StagedDevice, StagedDevice]
  fleet = await begin([
    memberOf(refuses, 'refuses'),
    memberOf(fails, 'fails'),
    memberOf(silent, 'silent'),
    memberOf(away, 'offline'),
  ])
  await becomes(refuses, { connection: 'online' })
  await becomes(fails, { connection: 'online' })
  await becomes(silent, { connection: 'online' })
  for (const device of [refuses, fails, silent, away]) await push(device, 1, dual)
  await becomes(refuses, {
    apply_status: 'failed',
    applied_version: '0',
    apply_errors: [{ path: '/settings/display/monitors' }],
  })
  await becomes(fails, { apply_status: 'failed', apply_errors: [{ code: 'apply-failed' }] })
  const unheard = fleet
  await soon(async () => expect(unheard.transcript.some((entry) => entry.event === 'unanswered')).toBe(true))
  expect(await rowOf(silent)).toMatchObject({ desired_version: '0' })
  fleet.device(silent.serial).setBehaviour('normal')
  await push(silent, 1, dual)
  await becomes(silent, { applied_version: '1' })
  fleet.device(away.serial).comeBack()
  await becomes(away, { connection: 'online', applied_version: '1' })
})

it('a call is seen, and its end', async () => {
  const [device] = (await staged(1)) as [StagedDevice]
  fleet = await begin([memberOf(device)])
  await becomes(device, { connection: 'online', in_call: false })
  await fleet.device(device.serial).startCall()
  await becomes(device, { in_call: true, reported: { call: { state: 'in-call' } } })
  await fleet.device(device.serial).endCall()
  await becomes(device, { in_call: false })
})

it('a thousand devices come at once, and again after all were cut off', async () => {
  const devices = await staged(1000)
  fleet = await begin(
    devices.map((device) => memberOf(device)),
    { keepTranscript: false, patienceSeconds: 5 },
  )
  const all = fleet
  const countOf = async (condition: string) => {
    const sql = `SELECT count(*)::int AS n FROM devices d JOIN device_statuses s ON s.device_id = d.id WHERE ${condition}`
    return (await running.owner.query(sql)).rows[0].n as number
  }
  await soon(async () => expect(all.online()).toBe(1000))
  await soon(async () => expect(await countOf(`d.connection = 'online'`)).toBeGreaterThanOrEqual(1000))
  for (const device of devices) await release(running.owner, device, 2, dual)
  for (const device of all.devices) device.goOffline(0)
  await soon(async () => expect(await countOf('s.applied_version = 2')).toBe(1000))
})
