import { setTimeout as pause } from 'node:timers/promises'
import { type DeviceAddress, parseUplink, parseUplinkTopic, type UplinkKind } from '@maestro/contract/devices'
import type { FastifyBaseLogger } from 'fastify'
import { atStep } from '../platform/kill-switch.js'
import { desiredMessage, type OpenDocument } from './desired-message.js'
import type { LinkHandover } from './handover.js'
import { type Heard, hearDevices, type Outcome } from './hear-devices.js'
import type { LinkChannel } from './link-channel.js'
import { linkMetrics } from './link-metrics.js'
import { OrganizationLanes } from './organization-lanes.js'
import { QuietLane } from './quiet-lane.js'
import { withoutSecrets } from './reported-secrets.js'
import type { Database, ReleasedDocument } from './standing.store.js'
import { stubbornly } from './stubborn.js'

export type IngestParts = {
  readonly database: Database
  readonly channel: LinkChannel
  readonly handover: LinkHandover
  readonly open: OpenDocument
  readonly log: FastifyBaseLogger
}

const batchPauseMs = 20
const largestBatch = 500
/** More would not be written faster, only in smaller batches. */
const batchesAtOnce = 4
/** Messages in memory from which on reading from the broker pauses. */
const highWater = 20_000

/** Takes what devices say, from the broker and from the HTTPS door alike, and writes it down in small batches. */
export class Ingest {
  readonly #parts: IngestParts
  readonly #lanes: OrganizationLanes<Heard>
  readonly #quiet: QuietLane

  constructor(parts: IngestParts) {
    this.#parts = parts
    this.#quiet = new QuietLane(parts)
    this.#lanes = new OrganizationLanes({
      pauseMs: batchPauseMs,
      largest: largestBatch,
      most: batchesAtOnce,
      work: (organizationId, batch) => this.#hear(organizationId, batch),
    })
  }

  /** Resolves when the next message may come. What cannot be read is counted, logged and dropped. */
  async accept(topic: string, payload: Uint8Array): Promise<void> {
    const address = parseUplinkTopic(topic)
    const problem = address ? this.take(address, address.kind, payload) : 'The topic is not one of the protocol.'
    if (problem) this.#parts.log.warn({ topic, problem }, 'dropped a message')
    while (this.#lanes.size > highWater) await pause(batchPauseMs)
  }

  /** Takes one message; answers what is wrong with it, if anything. `onDone` follows once it is written. */
  take(address: DeviceAddress, kind: UplinkKind, payload: Uint8Array, onDone?: () => void): string | undefined {
    const parsed = parseUplink(kind, payload)
    linkMetrics.messages.inc({ kind: parsed.ok ? kind : 'malformed' })
    if (!parsed.ok) return parsed.problem
    const { tenant, device } = address
    const message = { ...withoutSecrets(parsed.message), at: new Date() }
    if (message.kind !== 'telemetry') this.#lanes.add(tenant, { deviceId: device, message, onDone })
    else {
      this.#quiet.measured(tenant, device, message.body, message.at)
      onDone?.()
    }
    return undefined
  }

  /** A device keeps its connection alive, without a message. */
  alive({ tenant, device }: DeviceAddress): void {
    this.#quiet.alive(tenant, device, new Date())
  }

  /** Resolves when everything taken so far is written. */
  async drain(): Promise<void> {
    await this.#lanes.drain()
    await this.#quiet.drain()
  }

  async #hear(organizationId: string, batch: readonly Heard[]): Promise<void> {
    const { database, log } = this.#parts
    const end = linkMetrics.batchSeconds.startTimer()
    try {
      const outcome = await stubbornly(
        () => hearDevices(database, organizationId, batch, new Date()),
        (error) => log.error({ err: error }, 'the database cannot be reached; device messages wait'),
      )
      if (outcome.answered.length > 0) atStep('report.committed')
      await this.#goOn(organizationId, outcome)
      for (const deviceId of outcome.changed) this.#quiet.wrote(deviceId, new Date())
      for (const { deviceId, message, onDone } of batch) {
        this.#quiet.alive(organizationId, deviceId, message.at)
        onDone?.()
      }
    } catch (error) {
      await this.#isolate(organizationId, batch, error)
    } finally {
      end()
    }
  }

  /** One message that the database refuses must not take its neighbours with it. */
  async #isolate(organizationId: string, batch: readonly Heard[], error: unknown): Promise<void> {
    const deviceIds = [...new Set(batch.map((heard) => heard.deviceId))]
    if (deviceIds.length > 1) {
      for (const id of deviceIds)
        await this.#hear(
          organizationId,
          batch.filter((heard) => heard.deviceId === id),
        )
      return
    }
    for (const { onDone } of batch) onDone?.()
    linkMetrics.messages.inc({ kind: 'refused' }, batch.length)
    this.#parts.log.error(
      { err: error, organizationId, deviceId: deviceIds[0] },
      'dropped messages that cannot be stored',
    )
  }

  async #goOn(organizationId: string, outcome: Outcome): Promise<void> {
    const { handover, log } = this.#parts
    const { changed, reported, answered, outdated, mistaken, strangers } = outcome
    if (strangers > 0) log.warn({ organizationId, devices: strangers }, 'dropped messages of devices that are not here')
    if (mistaken.length > 0)
      log.warn({ organizationId, devices: mistaken }, 'devices name a configuration that was never given to them')
    const sent = outdated.map(({ deviceId, version }) => ({ deviceId, version }))
    const results = await Promise.allSettled([
      ...outdated.map((one) => this.#send(organizationId, one)),
      ...(sent.length > 0 ? [handover.sent(organizationId, sent)] : []),
      ...(answered.length > 0 ? [handover.acknowledge(organizationId, answered)] : []),
      ...(reported.length > 0 ? [handover.reported(organizationId, reported)] : []),
      ...(changed.length > 0 ? [handover.changed(organizationId, changed)] : []),
    ])
    // Whatever failed here is found again by a sweep or by the device's next hello.
    for (const result of results)
      if (result.status === 'rejected') log.warn({ err: result.reason }, 'could not pass on')
  }

  #send(organizationId: string, { deviceId, version, document, license }: ReleasedDocument): Promise<void> {
    const message = desiredMessage(version, this.#parts.open(deviceId, document), license)
    return this.#parts.channel.send({ tenant: organizationId, device: deviceId }, 'desired', message)
  }
}
