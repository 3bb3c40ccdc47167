import { type DownlinkMessage, type EnrolmentResponse, limits } from '@maestro/contract/devices'
import type { Connector } from './connector.js'
import { Refused } from './device-door.js'
import type { DeviceMemory } from './device-memory.js'
import type { Random } from './random.js'
import type { Session } from './session.js'

export type DeviceConnectionParts = {
  readonly memory: DeviceMemory
  readonly claimCode: string | undefined
  readonly connector: Connector
  readonly random: Random
  readonly localAddress?: string | undefined
  /** Seconds that it waits at most before it tries again; default: what the protocol allows. */
  readonly patienceSeconds?: number | undefined
  readonly log: (sentence: string) => void
  /** The memory has changed. */
  readonly onChange: () => void
}

export type DeviceConnectionEvents = {
  /** The newest configuration that the device has seen. */
  readonly seen: () => number
  readonly onSession: (session: Session) => Promise<void>
  readonly onMessage: (message: DownlinkMessage) => void
}

const tenYearsMs = 3.2e11

/** Keeps a device connected: enrols it, asks for tokens, and comes back as the protocol asks it to. */
export class DeviceConnection {
  readonly #parts: DeviceConnectionParts
  readonly #events: DeviceConnectionEvents
  #session: Session | undefined
  #stopped = false
  #awayUntil = 0
  #token: string | undefined
  #renewAt = 0
  #attempts = 0
  #claimCode: string | undefined
  #wake: (() => void) | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(parts: DeviceConnectionParts, events: DeviceConnectionEvents) {
    this.#parts = parts
    this.#events = events
    this.#claimCode = parts.claimCode
  }

  /** The open session, if there is one. */
  get session(): Session | undefined {
    return this.#session
  }

  start(): void {
    this.#ended = this.#live().catch((error: unknown) => this.#parts.log(`${this.#serial}: ${String(error)}`))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake?.()
    await this.#session?.leave()
    await this.#ended
  }

  /** Loses the connection without a word, and stays away for `milliseconds`, or until `comeBack`. */
  stayAway(milliseconds = tenYearsMs): void {
    this.#awayUntil = Date.now() + milliseconds
    this.#session?.cut()
  }

  comeBack(): void {
    this.#awayUntil = 0
    this.#wake?.()
  }

  /** After a reset: enrols with a new claim code, now. */
  enrolAnew(claimCode: string): void {
    this.#claimCode = claimCode
    this.#token = undefined
    this.#attempts = 0
    this.#session?.cut()
    this.comeBack()
  }

  /** A token that is due is renewed by a new session. Answers whether that has begun. */
  renewIfDue(): boolean {
    if (!this.#session || Date.now() < this.#renewAt) return false
    this.#session.cut()
    return true
  }

  get #serial(): string {
    return this.#parts.memory.serial
  }

  async #live(): Promise<void> {
    for (;;) {
      await this.#whileAway()
      if (this.#stopped) return
      const error = await this.#connectOnce().catch((reason: unknown) => reason ?? new Error('unknown'))
      if (this.#isHopeless(error)) return
      if (this.#awayUntil <= Date.now()) await this.#backOff(error instanceof Refused ? error.retryAfter : undefined)
    }
  }

  async #whileAway(): Promise<void> {
    while (this.#awayUntil > Date.now() && !this.#stopped)
      await this.#sleep(Math.min(this.#awayUntil - Date.now(), 60_000))
  }

  /** A claim code that was refused stays refused; everything else may pass. */
  #isHopeless(error: unknown): boolean {
    if (!(error instanceof Refused)) return false
    if (error.status === 401) this.#token = undefined
    if (this.#parts.memory.place || error.status >= 500 || error.status === 429) return false
    this.#parts.log(`${this.#serial} cannot enrol: ${error.message}`)
    return true
  }

  /** Resolves when the session has ended. */
  async #connectOnce(): Promise<void> {
    const place = await this.#enrolled()
    const token = await this.#validToken(place)
    let onClose = () => {}
    const closed = new Promise<void>((resolve) => {
      onClose = resolve
    })
    const { seen, onMessage, onSession } = this.#events
    const events = { onMessage, onClose }
    const session = await this.#parts.connector.open(place, token, seen, events, this.#parts.localAddress)
    if (this.#stopped || this.#parts.memory.place !== place) return session.leave()
    this.#session = session
    const begunAt = Date.now()
    await onSession(session)
    await closed
    this.#session = undefined
    if (Date.now() - begunAt > limits.steadySeconds * 1000) this.#attempts = 0
  }

  async #enrolled(): Promise<EnrolmentResponse> {
    const { memory, connector, onChange } = this.#parts
    if (memory.place) return memory.place
    const { serial, model } = memory
    memory.place = await connector.enrol({ serial, model, claimCode: this.#claimCode ?? '' }, memory)
    onChange()
    return memory.place
  }

  async #validToken(place: EnrolmentResponse): Promise<string> {
    if (this.#token && Date.now() < this.#renewAt) return this.#token
    const { token, renewIn } = await this.#parts.connector.token(place, this.#parts.memory)
    this.#token = token
    this.#renewAt = Date.now() + renewIn * 1000 * (0.9 + 0.1 * this.#parts.random())
    return token
  }

  /** Full jitter, doubling; as long as Maestro says where it says so. */
  async #backOff(retryAfter: number | undefined): Promise<void> {
    const longest = Math.min(this.#parts.patienceSeconds ?? limits.backoffSeconds, 2 ** this.#attempts++)
    await this.#sleep((retryAfter ?? this.#parts.random() * longest) * 1000)
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#stopped) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = undefined
  }
}
