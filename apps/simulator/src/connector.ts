import type { EnrolmentResponse, TokenResponse } from '@maestro/contract/devices'
import { monotonicFactory } from 'ulid'
import type { DeviceDoor } from './device-door.js'
import { assertionOf, type Claim, enrolmentRequestOf } from './device-key.js'
import type { DeviceMemory } from './device-memory.js'
import { Gate } from './gate.js'
import { openMqttSession } from './mqtt-session.js'
import { openPollSession } from './poll-session.js'
import type { Session, SessionEvents } from './session.js'

export const transports = ['tcp', 'ws', 'https'] as const
export type Transport = (typeof transports)[number]

export type ConnectorOptions = {
  readonly door: DeviceDoor
  readonly transport: Transport
  /** Instead of the address that enrolment named. */
  readonly brokerUrl?: string | undefined
}

/** Requests of a fleet that are under way at once. */
const width = 16
const newSessionId = monotonicFactory()

/** Everything between a device and an open session: enrolment, tokens, the way it connects. */
export class Connector {
  readonly #options: ConnectorOptions
  // Two lines, so that whoever has enrolled is online before the last one of a large fleet has.
  readonly #enrolments = new Gate(width)
  readonly #tokens = new Gate(width)

  constructor(options: ConnectorOptions) {
    this.#options = options
  }

  enrol(claim: Claim, memory: DeviceMemory): Promise<EnrolmentResponse> {
    return this.#enrolments.through(() => this.#options.door.enrol(enrolmentRequestOf(claim, memory.key)))
  }

  token(place: EnrolmentResponse, memory: DeviceMemory): Promise<TokenResponse> {
    return this.#tokens.through(async () =>
      this.#options.door.token(await assertionOf(place.deviceId, place.issuer, memory.key)),
    )
  }

  async open(
    place: EnrolmentResponse,
    token: string,
    seen: () => number,
    events: SessionEvents,
    localAddress?: string,
  ): Promise<Session> {
    const { door, transport } = this.#options
    const sid = newSessionId()
    if (transport === 'https') return openPollSession({ door, token, sid, seen }, events)
    const brokerUrl = this.#options.brokerUrl ?? brokerFor(transport, place.brokerUrls)
    return openMqttSession({ brokerUrl, place, token, sid, localAddress }, events)
  }
}

function brokerFor(transport: Exclude<Transport, 'https'>, urls: readonly string[]): string {
  const wanted = transport === 'ws' ? /^wss?:/ : /^mqtts?:/
  const url = urls.find((known) => wanted.test(known)) ?? urls[0]
  if (!url) throw new Error('Maestro named no broker.')
  return url
}
