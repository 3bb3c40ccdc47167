import type { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { type DeviceClaims, limits } from '@maestro/contract/devices'
import { Aedes, type AedesPublishPacket, type AuthenticateError, type Client } from 'aedes'
import type { FastifyBaseLogger } from 'fastify'
import { Redis } from 'ioredis'
import redisEmitter from 'mqemitter-redis'
import {
  deviceOfCloseOrder,
  everyCloseOrder,
  type LinkIdentity,
  mayPublish,
  mayRetain,
  maySubscribe,
} from './access.js'
import { forgetConnect, keepWillAsText } from './connect-packet.js'
import { Expiry } from './expiry.js'
import { HandshakePace } from './handshake-pace.js'
import { guardLength } from './length-guard.js'
import { keepRetainedByTopic } from './retained-presence.js'
import { isServerPassword, serverUsername } from './server-identity.js'

export type BrokerOptions = {
  readonly verify: (token: string) => Promise<DeviceClaims>
  readonly serverPassword: string
  /** With it, several link processes are one broker. */
  readonly redisUrl?: string | undefined
  readonly handshakesPerSecond?: number
  readonly log: FastifyBaseLogger
}

/** The embedded MQTT 3.1.1 broker. */
export type EmbeddedBroker = {
  /** Lets devices in. Until then their handshakes wait: what they say before anybody listens would be lost. */
  openForDevices(): void
  /** Takes over a connection: a TCP socket or the stream of a WebSocket. */
  accept(stream: Duplex): void
  /** Calls `listener` whenever a device keeps its connection alive. */
  onAlive(listener: (identity: LinkIdentity) => void): void
  connections(): number
  /** Hands a message to whoever subscribes to its topic, on this process or another. */
  publish(topic: string, payload: string): void
  /** Hears what is published to topics like `topic`; the publisher is read on when `listener` has resolved. */
  subscribe(topic: string, listener: Listener): () => void
  close(): Promise<void>
}

type Listener = (topic: string, payload: Buffer) => Promise<void>

export async function startBroker(options: BrokerOptions): Promise<EmbeddedBroker> {
  const identities = new WeakMap<Client, LinkIdentity>()
  // Without a limit on concurrent deliveries there is no queue in the broker: its queue unwinds by recursion, which a
  // storm turns into a stack overflow, and one slow reader would hold up everybody.
  const broker = new Aedes({
    concurrency: 0,
    ...(options.redisUrl && { mq: sharedEmitter(options.redisUrl, options.log) }),
  })
  const expiry = new Expiry<Client>((client) => client.close())
  let openForDevices = () => {}
  const opened = new Promise<void>((resolve) => {
    openForDevices = resolve
  })
  broker.preConnect = admit(opened, new HandshakePace(options.handshakesPerSecond ?? limits.handshakesPerSecond))
  broker.authenticate = (client, username, password, done) => {
    identify(options, client, username, password).then(
      (identity) => {
        identities.set(client, identity)
        forgetConnect(client)
        if (identity.kind === 'device') expiry.add(client, identity.expiresAt)
        done(null, true)
      },
      () => done(refusal(), false),
    )
  }
  broker.authorizePublish = (client, packet, done) => {
    const identity = client && identities.get(client)
    if (!identity || !mayPublish(identity, packet)) return done(new Error(`may not publish to ${packet.topic}`))
    if (!mayRetain(packet.topic)) packet.retain = false
    done()
  }
  broker.authorizeSubscribe = (client, subscription, done) => {
    const identity = identities.get(client)
    const granted = identity && maySubscribe(identity, subscription.topic)
    done(null, granted ? { ...subscription, qos: subscription.qos > 0 ? 1 : 0 } : null)
  }
  await broker.listen()
  keepRetainedByTopic(broker)
  obeyCloseOrders(broker)
  broker.on('clientDisconnect', (client) => expiry.remove(client))
  broker.on('clientError', (client, error) => options.log.debug({ client: client.id, err: error }, 'connection ended'))
  broker.on('connectionError', (_, error) => options.log.debug({ err: error }, 'connection refused'))
  return {
    openForDevices,
    accept: (stream) => accept(broker, stream),
    onAlive: (listener) => {
      broker.on('ping', (_, client) => {
        const identity = identities.get(client)
        if (identity) listener(identity)
      })
    },
    connections: () => broker.connectedClients,
    publish: (topic, payload) => publish(broker, topic, payload),
    subscribe: (topic, listener) => subscribe(broker, topic, listener),
    close: () => {
      expiry.stop()
      return new Promise((resolve) => broker.close(resolve))
    },
  }
}

function accept(broker: Aedes, stream: Duplex): void {
  const lengths = guardLength(stream)
  broker.handle(stream).once('connected', () => {
    lengths.limit = limits.packetBytesAfterConnect
  })
}

/** Sessions are always clean: what a device missed comes from the database, not from a queue in memory. */
function admit(opened: Promise<void>, pace: HandshakePace): Aedes['preConnect'] {
  return (_, packet, done) => {
    packet.clean = true
    keepWillAsText(packet)
    if (packet.username === serverUsername) {
      done(null, true)
      return
    }
    void opened.then(() => {
      const wait = pace.turn(Date.now())
      if (wait === undefined) done(new Error('too many handshakes'), false)
      else setTimeout(done, wait, null, true)
    })
  }
}

async function identify(
  { verify, serverPassword }: BrokerOptions,
  client: Client,
  username: string | undefined,
  password: Buffer | undefined,
): Promise<LinkIdentity> {
  if (!username || !password) throw new Error('credentials are missing')
  if (username === serverUsername) {
    if (!isServerPassword(serverPassword, password)) throw new Error('wrong server password')
    return { kind: 'server' }
  }
  const claims = await verify(password.toString('utf8'))
  if (claims.username !== username || claims.sub !== client.id) throw new Error('token of another device')
  return { kind: 'device', tenant: claims.tenant, device: claims.sub, expiresAt: claims.exp }
}

function refusal(): AuthenticateError {
  // 4 is "bad user name or password" (MQTT 3.1.1, table 3.1); it is the same for everything that is wrong.
  return Object.assign(new Error('bad user name or password'), { returnCode: 4 })
}

function publish(broker: Aedes, topic: string, payload: string): void {
  broker.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false }, () => {})
}

function subscribe(broker: Aedes, topic: string, listener: Listener): () => void {
  const deliver = (packet: AedesPublishPacket, done: () => void) => {
    const { payload } = packet
    void listener(packet.topic, typeof payload === 'string' ? Buffer.from(payload) : payload).finally(done)
  }
  broker.subscribe(topic, deliver, () => {})
  return () => broker.unsubscribe(topic, deliver, () => {})
}

function obeyCloseOrders(broker: Aedes): void {
  const { clients } = broker as unknown as { clients: Record<string, Client> }
  const obey = (packet: { topic: string }, done: () => void) => {
    clients[deviceOfCloseOrder(packet.topic) ?? '']?.close()
    done()
  }
  broker.subscribe(everyCloseOrder, obey, () => {})
}

function sharedEmitter(connectionString: string, log: FastifyBaseLogger): unknown {
  const connections = { subConn: redisConnection(connectionString), pubConn: redisConnection(connectionString) }
  const emitter = redisEmitter({ ...connections, concurrency: 0, matchEmptyLevels: true } as never)
  const { state } = emitter as unknown as { state: EventEmitter }
  state.on('error', (error) => log.warn({ err: error }, 'Redis is disturbed; link processes do not hear each other'))
  return emitter
}

/** The emitter does not wait for the answer to its goodbye; one that is lost with the connection is no failure. */
function redisConnection(url: string): Redis {
  const redis = new Redis(url)
  const quit = redis.quit.bind(redis)
  redis.quit = () => quit().catch(() => 'OK' as const)
  return redis
}
