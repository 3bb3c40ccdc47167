import {
  command,
  type DownlinkMessage,
  desired,
  downlinkKinds,
  downlinkTopic,
  type EnrolmentResponse,
  limits,
  type UplinkKind,
  uplinkTopic,
} from '@maestro/contract/devices'
import mqtt, { type IPublishPacket, type Packet } from 'mqtt-packet'
import type { Session, SessionEvents } from './session.js'
import { openWire, type Wire } from './wire.js'

export type MqttSessionOptions = {
  readonly brokerUrl: string
  readonly place: EnrolmentResponse
  readonly token: string
  readonly sid: string
  readonly localAddress?: string | undefined
}

const patienceMs = 30_000
/** Never retained nor acknowledged: losing one costs nothing. */
const withoutAcknowledgement: ReadonlySet<UplinkKind> = new Set(['telemetry'])

/** Connects by MQTT 3.1.1 with a last will and both subscriptions. Rejects when Maestro refuses. */
export function openMqttSession(options: MqttSessionOptions, events: SessionEvents): Promise<Session> {
  return new Promise((resolve, reject) => {
    const session = new MqttSession(options, events, resolve, reject)
    setTimeout(() => session.giveUp(), patienceMs).unref()
  })
}

class MqttSession implements Session {
  readonly sid: string
  readonly #options: MqttSessionOptions
  readonly #events: SessionEvents
  readonly #wire: Wire
  readonly #unanswered = new Map<number, () => void>()
  #opened: ((session: Session) => void) | undefined
  #refused: ((reason: Error) => void) | undefined
  #messageId = 0
  #closed = false

  constructor(
    options: MqttSessionOptions,
    events: SessionEvents,
    opened: (session: Session) => void,
    refused: (reason: Error) => void,
  ) {
    this.sid = options.sid
    this.#options = options
    this.#events = events
    this.#opened = opened
    this.#refused = refused
    const parser = mqtt.parser({ protocolVersion: 4 })
    parser.on('packet', (packet: Packet) => this.#receive(packet))
    const wire = {
      onOpen: () => this.#connect(),
      onData: (bytes: Buffer) => void parser.parse(bytes),
      onClose: () => this.#close(),
    }
    this.#wire = openWire(options.brokerUrl, wire, options.localAddress)
  }

  say(kind: UplinkKind, message: unknown): Promise<void> {
    const qos = withoutAcknowledgement.has(kind) ? 0 : 1
    const packet: Omit<IPublishPacket, 'messageId'> = {
      cmd: 'publish',
      topic: this.#topic(kind),
      payload: JSON.stringify(message),
      qos,
      dup: false,
      retain: kind === 'presence',
    }
    if (qos === 0 || this.#closed) {
      this.#send(packet)
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const messageId = this.#nextId()
      this.#unanswered.set(messageId, resolve)
      this.#send({ ...packet, messageId })
    })
  }

  ping(): void {
    this.#send({ cmd: 'pingreq' })
  }

  async leave(): Promise<void> {
    await Promise.race([this.say('presence', this.#farewell()), new Promise((resolve) => setTimeout(resolve, 1000))])
    this.#send({ cmd: 'disconnect' })
    this.#wire.end()
  }

  cut(): void {
    this.#wire.cut()
  }

  giveUp(): void {
    if (this.#opened) this.#wire.cut()
  }

  #connect(): void {
    const { place, token } = this.#options
    this.#send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: place.deviceId,
      keepalive: limits.keepAliveSeconds,
      username: place.deviceId,
      password: Buffer.from(token),
      will: {
        topic: this.#topic('presence'),
        payload: Buffer.from(JSON.stringify(this.#farewell())),
        qos: 1,
        retain: true,
      },
    })
  }

  #receive(packet: Packet): void {
    switch (packet.cmd) {
      case 'connack':
        this.#enter(packet.returnCode ?? 0)
        break
      case 'suback':
        this.#opened?.(this)
        this.#opened = undefined
        break
      case 'puback':
        this.#unanswered.get(packet.messageId ?? 0)?.()
        this.#unanswered.delete(packet.messageId ?? 0)
        break
      case 'publish':
        if (packet.qos === 1 && packet.messageId !== undefined)
          this.#send({ cmd: 'puback', messageId: packet.messageId })
        this.#hear(packet)
        break
      default:
    }
  }

  #enter(returnCode: number): void {
    if (returnCode === 0) {
      this.#subscribe()
      return
    }
    this.#refused?.(new Error(`The broker refused the connection (return code ${returnCode}).`))
    this.#wire.cut()
  }

  #subscribe(): void {
    const subscriptions = downlinkKinds.map((kind) => ({
      topic: downlinkTopic(this.#address(), kind),
      qos: 1 as const,
    }))
    this.#send({ cmd: 'subscribe', messageId: this.#nextId(), subscriptions })
  }

  #hear({ topic, payload }: IPublishPacket): void {
    const message: unknown = JSON.parse(String(payload))
    if (topic === downlinkTopic(this.#address(), 'cmd')) {
      this.#events.onMessage({ kind: 'cmd', payload: command.parse(message) })
    } else {
      const heard: DownlinkMessage = { kind: 'desired', payload: desired.parse(message) }
      this.#events.onMessage(heard)
    }
  }

  #close(): void {
    this.#closed = true
    this.#refused?.(new Error('The broker closed the connection.'))
    for (const done of this.#unanswered.values()) done()
    this.#unanswered.clear()
    this.#events.onClose()
  }

  /** What is said into a connection that has ended is lost, and nobody waits for an answer. */
  #send(packet: Packet): void {
    if (this.#closed) return
    this.#wire.write(mqtt.generate(packet))
  }

  #nextId(): number {
    this.#messageId = (this.#messageId % 65_535) + 1
    return this.#messageId
  }

  #address() {
    return { tenant: this.#options.place.tenant, device: this.#options.place.deviceId }
  }

  #topic(kind: UplinkKind): string {
    return uplinkTopic(this.#address(), kind)
  }

  #farewell() {
    return { online: false, sid: this.sid }
  }
}
