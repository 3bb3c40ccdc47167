import { setTimeout as pause } from 'node:timers/promises'
import { downlinkTopic, type PollResponse, uplinkTopic } from '@maestro/contract/devices'
import { patient } from '@maestro/testkit'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  type EnrolledDevice,
  enrol,
  newOrganization,
  type RunningLinkProcess,
  release,
  runLink,
} from '../../test/link/running-link.js'
import { sweepSilence } from './silence-sweep.js'

let running: RunningLinkProcess
let organizationId: string
let device: EnrolledDevice
const opened: MqttClient[] = []

beforeAll(async () => {
  running = await runLink()
  organizationId = await newOrganization(running.owner)
  device = await enrol(running, organizationId)
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.endAsync(true)))
})
afterAll(() => running.close())

const addressOf = (one: EnrolledDevice) => ({ tenant: one.organizationId, device: one.deviceId })
const body = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

async function connect(one: EnrolledDevice, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await connectAsync(running.mqttUrl, {
    clientId: one.deviceId,
    username: one.deviceId,
    password: one.token,
    reconnectPeriod: 0,
    ...options,
  })
  client.on('error', () => {})
  opened.push(client)
  return client
}

const willOf = (one: EnrolledDevice, sid: string) => ({
  topic: uplinkTopic(addressOf(one), 'presence'),
  payload: Buffer.from(body({ online: false, sid })),
  qos: 1 as const,
  retain: true,
})

type Say = (kind: Parameters<typeof uplinkTopic>[1], message: unknown) => Promise<unknown>
const overMqtt =
  (one: EnrolledDevice, client: MqttClient): Say =>
  (kind, message) =>
    client.publishAsync(uplinkTopic(addressOf(one), kind), body(message), { qos: 1 })

const overHttps =
  (one: EnrolledDevice): Say =>
  async (kind, message) => {
    const headers = { authorization: `Bearer ${one.token}`, 'content-type': 'application/json' }
    const response = await fetch(`${running.url}/device/v1/up/${kind}`, {
      method: 'POST',
      headers,
      body: body(message),
    })
    expect(response.status).toBe(204)
  }

async function rowOf(one: EnrolledDevice): Promise<Record<string, unknown>> {
  const { rows } = await running.owner.query(
    'SELECT d.connection, d.in_call, d.firmware_version, s.* FROM devices d LEFT JOIN device_statuses s ON s.device_id = d.id WHERE d.id = $1',
    [one.deviceId],
  )
  return rows[0]
}

const soon = (check: () => Promise<void>) => vi.waitFor(check, { ...patient, interval: 20 })
const hello = (sid: string, more: object = {}) => ({
  sid,
  agent: '1.4.0',
  fw: '5.10.0',
  desiredVersion: 0,
  reportedVersion: 0,
  ...more,
})

describe('presence', () => {
  it('follows hello and last will', async () => {
    const client = await connect(device, { will: willOf(device, 's1') })
    await overMqtt(device, client)('hello', hello('s1'))
    await soon(async () =>
      expect(await rowOf(device)).toMatchObject({
        connection: 'online',
        session_id: 's1',
        firmware_version: '5.10.0',
        agent_version: '1.4.0',
      }),
    )
    client.stream.destroy()
    await soon(async () => expect(await rowOf(device)).toMatchObject({ connection: 'offline', session_id: null }))
  })

  it('stays online when a newer session takes over', async () => {
    const first = await connect(device, { will: willOf(device, 'a') })
    await overMqtt(device, first)('hello', hello('a'))
    const second = await connect(device, { will: willOf(device, 'b') })
    await overMqtt(device, second)('hello', hello('b'))
    await overMqtt(device, second)('presence', { online: false, sid: 'a' })
    await running.link.ingest.drain()
    await soon(async () => expect(await rowOf(device)).toMatchObject({ connection: 'online', session_id: 'b' }))
  })

  it('ends by silence, and returns with the first sign of life', async () => {
    const other = await enrol(running, organizationId)
    const client = await connect(other)
    await overMqtt(other, client)('presence', { online: true, sid: 'quiet' })
    await soon(async () => expect(await rowOf(other)).toMatchObject({ connection: 'online' }))
    await running.owner.query(
      `UPDATE device_statuses SET last_seen_at = now() - interval '3 minutes' WHERE device_id = $1`,
      [other.deviceId],
    )
    const nobody = {
      acknowledge: async () => {},
      sent: async () => {},
      reported: async () => {},
      licensed: async () => {},
      changed: async () => {},
    }
    await sweepSilence(running.platform.database, nobody)
    expect(await rowOf(other)).toMatchObject({ connection: 'offline', session_id: 'quiet' })
    await overMqtt(other, client)('telemetry', { at: new Date().toISOString(), m: { cpu: 7 } })
    await pause(50)
    await running.link.ingest.drain()
    expect(await rowOf(other)).toMatchObject({ connection: 'online', telemetry: { cpu: 7 } })
  })
})

describe.each(['MQTT', 'HTTPS'] as const)('over %s a device', (transport) => {
  let one: EnrolledDevice
  let say: Say
  let nextDesired: (holds: number) => Promise<unknown>

  beforeAll(async () => {
    one = await enrol(running, organizationId)
  })

  async function open(): Promise<void> {
    if (transport === 'HTTPS') {
      say = overHttps(one)
      nextDesired = async (holds) => {
        const response = await fetch(`${running.url}/device/v1/down?wait=5&desiredVersion=${holds}`, {
          headers: { authorization: `Bearer ${one.token}` },
        })
        return response.status === 204 ? undefined : ((await response.json()) as PollResponse).messages[0]?.payload
      }
      return
    }
    const client = await connect(one)
    await client.subscribeAsync(downlinkTopic(addressOf(one), 'desired'), { qos: 1 })
    const inbox: unknown[] = []
    client.on('message', (_, payload) => inbox.push(JSON.parse(String(payload))))
    say = overMqtt(one, client)
    nextDesired = async () => vi.waitFor(() => inbox.shift() ?? Promise.reject(new Error('nothing came')), patient)
  }

  it('is sent what is newer than it holds, and its answer is written down', async () => {
    await open()
    await release(running.owner, one, 18, { display: { monitors: 'Dual' } })
    await say('hello', hello('s', { desiredVersion: 17 }))
    expect(await nextDesired(17)).toEqual({
      version: 18,
      full: true,
      state: { settings: { display: { monitors: 'Dual' } } },
    })
    const patch = { firmware: '5.10.0', settings: { display: { monitors: 'Dual' } }, call: { state: 'idle' } }
    await say('reported', { version: 1, desiredVersion: 18, status: 'applied', full: true, patch })
    await soon(async () =>
      expect(await rowOf(one)).toMatchObject({
        applied_version: '18',
        apply_status: 'applied',
        reported: patch,
        reported_version: '1',
      }),
    )
    await say('reported', { version: 1, desiredVersion: 18, status: 'failed' })
    await say('reported', {
      version: 2,
      desiredVersion: 18,
      status: 'failed',
      errors: [{ path: '/settings/a', code: 'unsupported' }],
    })
    await soon(async () =>
      expect(await rowOf(one)).toMatchObject({
        apply_status: 'failed',
        applied_version: '18',
        apply_errors: [{ path: '/settings/a', code: 'unsupported' }],
      }),
    )
  })

  it('is sent its version again when a report of it was lost', async () => {
    await open()
    await say('hello', hello('s2', { desiredVersion: 18, reportedVersion: 7 }))
    expect(await nextDesired(18)).toMatchObject({ version: 18 })
  })

  it('is left alone in a call', async () => {
    await open()
    await say('event', { id: 'e1', at: new Date().toISOString(), type: 'call.started' })
    await soon(async () => expect(await rowOf(one)).toMatchObject({ in_call: true }))
    await release(running.owner, one, 19, { display: { monitors: 'Single' } })
    await say('hello', hello('s3', { desiredVersion: 18, reportedVersion: 2 }))
    await expect(Promise.race([nextDesired(18), pause(400, 'quiet')])).resolves.toBe('quiet')
    await say('event', { id: 'e2', at: new Date().toISOString(), type: 'call.ended' })
    await soon(async () => expect(await rowOf(one)).toMatchObject({ in_call: false }))
  })
})

it('goes offline when its long polls stop', async () => {
  const one = await enrol(running, organizationId)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  try {
    await overHttps(one)('presence', { online: true, sid: 'poller' })
    expect(await rowOf(one)).toMatchObject({ connection: 'online' })
    await vi.advanceTimersByTimeAsync(91_000)
  } finally {
    vi.useRealTimers()
  }
  await soon(async () => expect(await rowOf(one)).toMatchObject({ connection: 'offline' }))
})

describe('the HTTPS door refuses', () => {
  it.each([
    ['no token', undefined, 401, 'token.missing'],
    ['a foreign token', 'Bearer x.y.z', 401, 'token.missing'],
  ])('%s', async (_, authorization, status, code) => {
    const response = await fetch(`${running.url}/device/v1/down`, { headers: authorization ? { authorization } : {} })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
  })

  it('a message that does not fit, with what is wrong', async () => {
    const headers = { authorization: `Bearer ${device.token}` }
    const response = await fetch(`${running.url}/device/v1/up/hello`, { method: 'POST', headers, body: '{"sid":"x"}' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'message.invalid',
      errors: [{ message: expect.stringContaining('desiredVersion') }],
    })
  })

  it('a message larger than 128 KB', async () => {
    const headers = { authorization: `Bearer ${device.token}` }
    const response = await fetch(`${running.url}/device/v1/up/event`, {
      method: 'POST',
      headers,
      body: 'x'.repeat(140_000),
    })
    expect(response.status).toBe(413)
  })
})

it('survives malformed messages and goes on', async () => {
  const client = await connect(device)
  const say = overMqtt(device, client)
  await say('hello', 'not json')
  await say('reported', { version: 1e300 })
  await say('event', { id: 'x', at: new Date().toISOString(), type: 'call.started' })
  await soon(async () => expect(await rowOf(device)).toMatchObject({ in_call: true }))
})

it('hands over what may move a target, and only that', async () => {
  const one = await enrol(running, organizationId)
  const deployment = crypto.randomUUID()
  await running.owner.query(
    `INSERT INTO deployments (id, organization_id, kind, title, created_by, created_by_name) VALUES ($1, $2, 'configuration', 't', 'x', 'x')`,
    [deployment, organizationId],
  )
  await running.owner.query(
    `INSERT INTO deployment_targets (id, organization_id, deployment_id, device_id, state, changes, desired_version) VALUES (gen_random_uuid(), $1, $2, $3, 'sent', '[]', 1)`,
    [organizationId, deployment, one.deviceId],
  )
  running.notes.length = 0
  const [mine, idle] = [overHttps(one), overHttps(await enrol(running, organizationId))]
  await Promise.all([
    mine('reported', { version: 1, desiredVersion: 1, status: 'applied' }),
    idle('reported', { version: 1, desiredVersion: 0, status: 'applied' }),
  ])
  const acknowledged = running.notes.filter((note) => note.kind === 'acknowledge').flatMap((note) => note.deviceIds)
  expect(acknowledged).toEqual([one.deviceId])
})

it("keeps one organization's devices from another's", async () => {
  const elsewhere = await enrol(running, await newOrganization(running.owner))
  const forged = { ...elsewhere, token: device.token }
  await expect(connect(forged)).rejects.toThrow()
  running.link.ingest.take(
    { tenant: device.organizationId, device: elsewhere.deviceId },
    'presence',
    Buffer.from('{"online":true,"sid":"x"}'),
  )
  await running.link.ingest.drain()
  expect(await rowOf(elsewhere)).toMatchObject({ connection: 'never' })
})
