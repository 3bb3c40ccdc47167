import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { type EmbeddedBroker, startBroker } from './broker.js'
import type { OpenDocument } from './desired-message.js'
import { deviceDoor } from './device-door.js'
import { type DeviceTokens, deviceTokens } from './device-token.js'
import { embeddedChannel } from './embedded-channel.js'
import type { LinkHandover } from './handover.js'
import { Ingest } from './ingest.js'
import { IngestShards } from './ingest-shards.js'
import { IngestShare } from './ingest-share.js'
import { type LinkChannel, openLinkChannel } from './link-channel.js'
import type { LinkKeys } from './link-keys.js'
import { countConnections } from './link-metrics.js'
import { listenTcp, serveWebSocket } from './mqtt-doors.js'
import { PollSessions } from './poll-sessions.js'
import { markConnectedUnknown } from './quiet-lane.store.js'
import { openShardLocks } from './shards.store.js'
import { sweepSilence } from './silence-sweep.js'
import type { Database } from './standing.store.js'

export type LinkOptions = {
  readonly database: Database
  readonly handover: LinkHandover
  readonly open: OpenDocument
  readonly log: FastifyBaseLogger
  readonly keys: LinkKeys
  readonly issuer: string
  readonly serverPassword: string
  /** Where MQTT over TCP listens; not given with an external broker. */
  readonly tcp?: { readonly host: string; readonly port: number } | undefined
  /** The external broker; not given with the embedded one. */
  readonly mqttUrl?: string | undefined
  readonly redisUrl?: string | undefined
}

export type RunningLink = {
  readonly tokens: DeviceTokens
  readonly ingest: Ingest
  /** The port of MQTT over TCP; 0 with an external broker. */
  readonly mqttPort: number
  isReady(): boolean
  close(): Promise<void>
}

const balanceMs = 1000
const sweepMs = 15_000

/** Starts the device link on an HTTP application that does not listen yet. */
export async function startLink(http: FastifyInstance, options: LinkOptions): Promise<RunningLink> {
  const tokens = deviceTokens(options.keys, options.issuer)
  const embedded = options.tcp && (await startEmbedded(http.server, tokens, { ...options, tcp: options.tcp }))
  const channel = embedded ? embeddedChannel(embedded.broker, options.log) : await externalChannel(options)
  const ingest = new Ingest({ ...options, channel })
  embedded?.broker.onAlive((identity) => identity.kind === 'device' && ingest.alive(identity))
  const duties = await startDuties(options, channel, ingest)
  embedded?.broker.openForDevices()
  const polls = new PollSessions(channel, (address, sid) => {
    ingest.take(address, 'presence', Buffer.from(JSON.stringify({ online: false, sid })))
  })
  await http.register(deviceDoor({ ...options, tokens, ingest, polls }))
  return {
    tokens,
    ingest,
    mqttPort: embedded?.port ?? 0,
    isReady: () => channel.isConnected(),
    close: async () => {
      duties.stop()
      polls.close()
      await ingest.drain()
      await channel.close()
      await embedded?.close()
      duties.release()
    },
  }
}

function externalChannel({ mqttUrl, log }: LinkOptions): Promise<LinkChannel> {
  if (!mqttUrl) throw new Error('The link needs a broker: its own, or the address of another.')
  return openLinkChannel({ url: mqttUrl, log })
}

type EmbeddedOptions = LinkOptions & { readonly tcp: { readonly host: string; readonly port: number } }

async function startEmbedded(http: HttpServer, tokens: DeviceTokens, options: EmbeddedOptions) {
  const broker: EmbeddedBroker = await startBroker({ ...options, verify: tokens.verify })
  countConnections(() => broker.connections())
  const tcp = await listenTcp(broker, options.tcp.host, options.tcp.port)
  serveWebSocket(broker, http)
  return {
    broker,
    port: (tcp.address() as AddressInfo).port,
    close: async () => {
      tcp.close()
      await broker.close()
    },
  }
}

/** Hears its share of all organizations, and sweeps what nobody speaks for. */
async function startDuties({ database, handover, log }: LinkOptions, channel: LinkChannel, ingest: Ingest) {
  const shards = new IngestShards((onLost) => openShardLocks(database, onLost))
  if (await shards.isAlone()) await markConnectedUnknown(database)
  const share = new IngestShare(ingest, shards)
  await channel.listen((topic, payload) => share.accept(topic, payload))
  const balance = repeat(balanceMs, () => share.balance(), log)
  const sweep = repeat(sweepMs, () => sweepSilence(database, handover), log)
  await balance.now()
  return {
    stop: () => {
      balance.stop()
      sweep.stop()
    },
    release: () => shards.release(),
  }
}

/** Runs `work` every so often, one run at a time; a failure waits for the next run. */
function repeat(everyMs: number, work: () => Promise<unknown>, log: FastifyBaseLogger) {
  let running: Promise<unknown> | undefined
  const run = () => {
    running ??= work()
      .catch((error: unknown) => log.warn({ err: error }, 'a duty of the link failed; it is tried again'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const timer = setInterval(() => void run(), everyMs)
  return { now: run, stop: () => clearInterval(timer) }
}
