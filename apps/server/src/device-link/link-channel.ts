import {
  type Command,
  type Desired,
  type DeviceAddress,
  type DownlinkKind,
  downlinkTopic,
  everyUplink,
} from '@maestro/contract/devices'
import type { FastifyBaseLogger } from 'fastify'
import { connectAsync, type MqttClient } from 'mqtt'
import { closeOrderTopic } from './access.js'
import { serverUsername } from './server-identity.js'

export type LinkChannelOptions = {
  readonly url: string
  /** With an external broker its own credentials may stand in the URL; then none are given here. */
  readonly password?: string
  readonly log: FastifyBaseLogger
}

type Downlink = { desired: Desired; cmd: Command }
type Follower = (payload: Buffer) => void

/** How Maestro's processes reach devices: as a client of the broker, embedded or not. */
export type LinkChannel = {
  /** Resolves when the broker has taken the message; rejects after ten seconds without it. */
  send<Kind extends DownlinkKind>(address: DeviceAddress, kind: Kind, message: Downlink[Kind]): Promise<void>
  /** Ends the connection of one device, on whichever process holds it. */
  disconnect(address: DeviceAddress): Promise<void>
  /** Everything devices say. Reading pauses until `listener` resolves. */
  listen(listener: (topic: string, payload: Buffer) => Promise<void>): Promise<void>
  /** What is sent to one device. Answers how to stop following. */
  follow(address: DeviceAddress, kind: DownlinkKind, follower: Follower): Promise<() => void>
  isConnected(): boolean
  close(): Promise<void>
}

export async function openLinkChannel({ url, password, log }: LinkChannelOptions): Promise<LinkChannel> {
  const options = {
    clientId: `maestro-${crypto.randomUUID().slice(0, 13)}`,
    ...(password && { username: serverUsername, password }),
    protocolVersion: 4,
    keepalive: 30,
    reconnectPeriod: 500,
    connectTimeout: 5000,
  } as const
  // A broker that is not up yet is waited for, like one that goes away later.
  const client = await connectAsync(url, options, true)
  client.on('error', (error) => log.warn({ err: error }, 'the message broker refuses the connection'))
  client.on('offline', () => log.warn('the message broker cannot be reached; trying again'))
  const followers = new Map<string, Follower>()
  client.on('message', (topic, payload) => followers.get(topic)?.(payload))
  return {
    send: (address, kind, message) => publish(client, downlinkTopic(address, kind), JSON.stringify(message)),
    disconnect: (address) => publish(client, closeOrderTopic(address), ''),
    listen: (listener) => listen(client, listener),
    follow: async (address, kind, follower) => {
      const topic = downlinkTopic(address, kind)
      followers.set(topic, follower)
      await client.subscribeAsync(topic, { qos: 1 })
      return () => {
        followers.delete(topic)
        client.unsubscribe(topic)
      }
    },
    isConnected: () => client.connected,
    close: () => client.endAsync(true),
  }
}

async function publish(client: MqttClient, topic: string, payload: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The message broker did not take the message.')), 10_000)
  })
  try {
    await Promise.race([client.publishAsync(topic, payload, { qos: 1 }), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function listen(client: MqttClient, listener: (topic: string, payload: Buffer) => Promise<void>): Promise<void> {
  client.handleMessage = ({ topic, payload }, done) => {
    listener(topic, payload as Buffer).then(() => done(), done)
  }
  await client.subscribeAsync(everyUplink, { qos: 1 })
}
