import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect as connectSocket, type Server as TcpServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type DeviceAddress, downlinkTopic, everyUplink, uplinkTopic } from '@maestro/contract/devices'
import { SignJWT } from 'jose'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeOrderTopic } from './access.js'
import { type EmbeddedBroker, startBroker } from './broker.js'
import { type DeviceTokens, deviceTokens } from './device-token.js'
import { deriveLinkKeys, type LinkKeys } from './link-keys.js'
import { listenTcp, serveWebSocket } from './mqtt-doors.js'
import { serverPassword, serverUsername } from './server-identity.js'

const issuer = 'http://localhost:8300'
const derive = (purpose: string) => createHash('sha256').update(`test:${purpose}`).digest()
const tenant = '0198c0de-0000-7000-8000-000000000001'
const lobby: DeviceAddress = { tenant, device: '0198c0de-0000-7000-8000-00000000000a' }
const attic: DeviceAddress = { tenant, device: '0198c0de-0000-7000-8000-00000000000b' }

let keys: LinkKeys
let tokens: DeviceTokens
let broker: EmbeddedBroker
let tcp: TcpServer
let http: Server
const opened: MqttClient[] = []

beforeAll(async () => {
  keys = await deriveLinkKeys(derive)
  tokens = deviceTokens(keys, issuer)
  broker = await startBroker({
    verify: tokens.verify,
    serverPassword: serverPassword(derive),
    log: pino({ level: 'silent' }),
  })
  broker.openForDevices()
  tcp = await listenTcp(broker, '127.0.0.1', 0)
  http = createServer()
  serveWebSocket(broker, http)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.endAsync(true)))
})

afterAll(async () => {
  await broker.close()
  tcp.close()
  http.close()
})

const port = (server: Server | TcpServer) => (server.address() as AddressInfo).port

async function connect(options: IClientOptions, url = `mqtt://127.0.0.1:${port(tcp)}`): Promise<MqttClient> {
  const client = await connectAsync(url, { reconnectPeriod: 0, ...options })
  client.on('error', () => {})
  opened.push(client)
  return client
}

async function asDevice(address: DeviceAddress, options: IClientOptions = {}, url?: string): Promise<MqttClient> {
  const password = await tokens.issue(address)
  return connect({ clientId: address.device, username: address.device, password, ...options }, url)
}

const asServer = () => connect({ username: serverUsername, password: serverPassword(derive) })

async function nextMessage(client: MqttClient): Promise<{ topic: string; payload: string; retain: boolean }> {
  return new Promise((resolve) => {
    client.once('message', (topic, payload, packet) =>
      resolve({ topic, payload: String(payload), retain: packet.retain }),
    )
  })
}

const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()))

describe('a connection', () => {
  it.each(['tcp', 'ws'])('carries messages both ways over %s', async (transport) => {
    const server = await asServer()
    await server.subscribeAsync(everyUplink, { qos: 1 })
    const url = transport === 'ws' ? `ws://127.0.0.1:${port(http)}/mqtt` : undefined
    const device = await asDevice(lobby, {}, url)
    await device.subscribeAsync(downlinkTopic(lobby, 'desired'), { qos: 1 })
    const up = nextMessage(server)
    await device.publishAsync(uplinkTopic(lobby, 'hello'), '{}', { qos: 1 })
    expect(await up).toMatchObject({ topic: uplinkTopic(lobby, 'hello'), payload: '{}' })
    const down = nextMessage(device)
    await server.publishAsync(downlinkTopic(lobby, 'desired'), '{"version":1}', { qos: 1 })
    expect(await down).toMatchObject({ payload: '{"version":1}' })
  })

  it('gives way to a newer one of the same device, whose will is then told', async () => {
    const server = await asServer()
    await server.subscribeAsync(everyUplink, { qos: 1 })
    const will = {
      topic: uplinkTopic(lobby, 'presence'),
      payload: Buffer.from('{"online":false,"sid":"a"}'),
      qos: 1 as const,
      retain: true,
    }
    const first = await asDevice(lobby, { will })
    const told = nextMessage(server)
    const gone = closed(first)
    await asDevice(lobby)
    await gone
    expect(await told).toMatchObject({ payload: '{"online":false,"sid":"a"}' })
  })

  it('ends when its token does', async () => {
    const short = deviceTokens(keys, issuer, 1)
    const device = await asDevice(lobby, { password: await short.issue(lobby) })
    await closed(device)
  })

  it('ends when Maestro orders it', async () => {
    const device = await asDevice(lobby)
    const gone = closed(device)
    await (await asServer()).publishAsync(closeOrderTopic(lobby), '', { qos: 1 })
    await gone
  })
})

it('lets devices wait until somebody listens, and Maestro itself in at once', async () => {
  const shut = await startBroker({
    verify: tokens.verify,
    serverPassword: serverPassword(derive),
    log: pino({ level: 'silent' }),
  })
  const door = await listenTcp(shut, '127.0.0.1', 0)
  try {
    const url = `mqtt://127.0.0.1:${port(door)}`
    await connect({ username: serverUsername, password: serverPassword(derive) }, url)
    const device = asDevice(lobby, {}, url)
    expect(await Promise.race([device, pause(200, 'waits')])).toBe('waits')
    shut.openForDevices()
    expect((await device).connected).toBe(true)
  } finally {
    await shut.close()
    door.close()
  }
})

describe('the broker refuses', () => {
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const forge = (key: typeof stranger, changes: { issuer?: string; audience?: string; expires?: string } = {}) =>
    new SignJWT({ username: lobby.device, tenant, acl: [] })
      .setProtectedHeader({ alg: 'ES256', kid: keys.keyId })
      .setIssuer(changes.issuer ?? issuer)
      .setSubject(lobby.device)
      .setAudience(changes.audience ?? 'maestro-device')
      .setIssuedAt()
      .setExpirationTime(changes.expires ?? '1 h')
      .sign(key)

  it.each([
    ['a token signed with another key', () => forge(stranger)],
    ['a token of another issuer', () => forge(keys.privateKey, { issuer: 'http://elsewhere' })],
    ['a token for another audience', () => forge(keys.privateKey, { audience: 'people' })],
    ['an expired token', () => forge(keys.privateKey, { expires: '1 second ago' })],
    ["another device's token", () => tokens.issue(attic)],
    ['text that is no token', async () => 'secret'],
  ])('%s', async (_, password) => {
    await expect(asDevice(lobby, { password: await password() })).rejects.toThrow(/bad username or password/i)
  })

  it('a guessed server password', async () => {
    await expect(connect({ username: serverUsername, password: 'x'.repeat(43) })).rejects.toThrow()
  })

  it("a client id that is not the token's", async () => {
    await expect(asDevice(lobby, { clientId: attic.device })).rejects.toThrow()
  })

  it.each([
    uplinkTopic(attic, 'reported'),
    uplinkTopic({ ...lobby, tenant: '0198c0de-0000-7000-8000-000000000002' }, 'reported'),
    downlinkTopic(lobby, 'desired'),
    `v1/${tenant}/${lobby.device}/up/unheard`,
    closeOrderTopic(attic),
    '$SYS/x',
  ])('a message of a device to %s', async (topic) => {
    const server = await asServer()
    await server.subscribeAsync(everyUplink, { qos: 1 })
    const device = await asDevice(lobby)
    let heard = false
    server.on('message', () => {
      heard = true
    })
    const gone = closed(device)
    device.publish(topic, '{}')
    await gone
    expect(heard).toBe(false)
  })

  it.each([downlinkTopic(attic, 'desired'), everyUplink, '#', `v1/${tenant}/${lobby.device}/down/+`, '$SYS/#'])(
    'a subscription of a device to %s',
    async (topic) => {
      const device = await asDevice(lobby)
      const granted = await device.subscribeAsync(topic).catch((error: unknown) => error)
      expect(granted).toMatchObject({ packet: { granted: [128] } })
    },
  )
})

describe('the retained store', () => {
  it('keeps presence, and finds it by topic and by wildcard', async () => {
    const device = await asDevice(lobby)
    await device.publishAsync(uplinkTopic(lobby, 'presence'), '{"online":true}', { qos: 1, retain: true })
    const server = await asServer()
    const message = nextMessage(server)
    await server.subscribeAsync(everyUplink, { qos: 1 })
    expect(await message).toEqual({ topic: uplinkTopic(lobby, 'presence'), payload: '{"online":true}', retain: true })
  })

  it('keeps nothing else', async () => {
    const device = await asDevice(attic)
    await device.publishAsync(uplinkTopic(attic, 'reported'), '{}', { qos: 1, retain: true })
    const server = await asServer()
    const topics: string[] = []
    server.on('message', (topic) => topics.push(topic))
    await server.subscribeAsync(everyUplink, { qos: 1 })
    await pause(100)
    expect(topics).not.toContain(uplinkTopic(attic, 'reported'))
  })
})

describe('the length guard', () => {
  const wholeConnect = Buffer.from([0x10, 0x80, 0x80, 0x80, 0x32])

  it('drops an unfinished CONNECT of 100 MB at its header, over TCP', async () => {
    const socket = connectSocket(port(tcp), '127.0.0.1')
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.write(wholeConnect)
    await gone
  })

  it('drops it over WebSocket, in frames of one byte', async () => {
    const webSocket = new WebSocket(`ws://127.0.0.1:${port(http)}/mqtt`, 'mqtt')
    const gone = new Promise((resolve) => webSocket.addEventListener('close', resolve))
    await new Promise((resolve) => webSocket.addEventListener('open', resolve))
    for (const byte of wholeConnect) webSocket.send(Uint8Array.of(byte))
    await gone
  })

  it('lets a device send 100 KB once it is accepted, and drops what is larger than 256 KB', async () => {
    const device = await asDevice(lobby)
    await device.publishAsync(uplinkTopic(lobby, 'event'), 'x'.repeat(100_000), { qos: 1 })
    const gone = closed(device)
    device.publish(uplinkTopic(lobby, 'event'), 'x'.repeat(300_000), { qos: 1 })
    await gone
  })
})

it('derives the same signing key from the same root, and another from another', async () => {
  expect((await deriveLinkKeys(derive)).jwks).toEqual(keys.jwks)
  const other = await deriveLinkKeys((purpose) => createHash('sha256').update(`other:${purpose}`).digest())
  expect(other.keyId).not.toBe(keys.keyId)
})
