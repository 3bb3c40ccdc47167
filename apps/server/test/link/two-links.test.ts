import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { downlinkTopic, uplinkTopic } from '@maestro/contract/devices'
import { freshDatabase, patient, requireTools } from '@maestro/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import {
  type EnrolledDevice,
  enrol,
  newOrganization,
  type RunningLinkProcess,
  release,
  runLink,
} from './running-link.js'

let redis: ChildProcess | undefined
let folder: string
let first: RunningLinkProcess
let second: RunningLinkProcess
let firstRuns = true
let database: Awaited<ReturnType<typeof freshDatabase>>

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

beforeEach((context) => requireTools(context, 'redis-server'))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maestro-redis-'))
  const port = await freePort()
  redis = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', folder], { stdio: 'ignore' })
  await new Promise((resolve) => setTimeout(resolve, 1000))
  database = await freshDatabase()
  const environment = { REDIS_URL: `redis://127.0.0.1:${port}` }
  first = await runLink({ database, environment })
  second = await runLink({ database, environment })
})

afterAll(async () => {
  if (firstRuns) await first?.close()
  await second?.close()
  await database?.drop()
  redis?.kill()
  await rm(folder, { recursive: true, force: true })
})

async function connect(device: EnrolledDevice, to: RunningLinkProcess): Promise<MqttClient> {
  const { deviceId, token } = device
  return connectAsync(to.mqttUrl, { clientId: deviceId, username: deviceId, password: token, reconnectPeriod: 0 })
}

const addressOf = (device: EnrolledDevice) => ({ tenant: device.organizationId, device: device.deviceId })

it('two link processes are one: whichever holds a device, it is heard once and reached', async () => {
  const devices: EnrolledDevice[] = []
  for (let made = 0; made < 12; made++) devices.push(await enrol(first, await newOrganization(first.owner)))
  const clients: MqttClient[] = []
  const received: string[] = []
  for (const [index, device] of devices.entries()) {
    await release(first.owner, device, 4, { display: { monitors: 'Dual' } })
    const client = await connect(device, index % 2 ? first : second)
    client.on('message', (_, payload) => received.push(String(payload)))
    await client.subscribeAsync(downlinkTopic(addressOf(device), 'desired'), { qos: 1 })
    clients.push(client)
  }
  for (const [index, device] of devices.entries()) {
    const hello = { sid: 's', desiredVersion: 0, reportedVersion: 0 }
    await clients[index]?.publishAsync(uplinkTopic(addressOf(device), 'hello'), JSON.stringify(hello), { qos: 1 })
  }
  await vi.waitFor(() => expect(received).toHaveLength(12), patient)
  const heardBy = (link: RunningLinkProcess) =>
    new Set(link.notes.filter((note) => note.kind === 'sent').map((note) => note.organizationId))
  expect(heardBy(first).size + heardBy(second).size).toBe(12)
  await Promise.all(clients.map((client) => client.endAsync(true)))
})

it('a device that moves to the other process gives way there, and what a stopped process held is heard by the other', async () => {
  const device = await enrol(first, await newOrganization(first.owner))
  const old = await connect(device, first)
  const gone = new Promise<void>((resolve) => old.once('close', () => resolve()))
  const client = await connect(device, second)
  await gone
  firstRuns = false
  await first.close()
  await vi.waitFor(
    async () => {
      const sid = crypto.randomUUID()
      await client.publishAsync(uplinkTopic(addressOf(device), 'presence'), JSON.stringify({ online: true, sid }), {
        qos: 1,
      })
      const sql = 'SELECT connection FROM devices WHERE id = $1'
      expect((await second.owner.query(sql, [device.deviceId])).rows).toEqual([{ connection: 'online' }])
    },
    { ...patient, interval: 500 },
  )
  await client.endAsync(true)
})
