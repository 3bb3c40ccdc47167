import { setTimeout as pause } from 'node:timers/promises'
import {
  applyMergePatch,
  type Desired,
  type DownlinkMessage,
  type EnrolmentResponse,
  type FullDesired,
  type JsonObject,
  limits,
  mergePatch,
} from '@maestro/contract/devices'
import { apply } from './apply.js'
import { type Behaviour, type Rates, type Reaction, reactionOf, visit } from './behaviour.js'
import type { Connector } from './connector.js'
import { Refused } from './device-door.js'
import type { DeviceMemory } from './device-memory.js'
import { between, type Random } from './random.js'
import { firmware, measurements, roomSystem } from './room-system.js'
import type { Session } from './session.js'
import type { Transcript, TranscriptEntry } from './transcript.js'

export type PretendDeviceParts = {
  readonly memory: DeviceMemory
  readonly claimCode: string | undefined
  readonly behaviour: Behaviour
  readonly connector: Connector
  readonly random: Random
  readonly rates: Rates
  readonly applyDelayMs: readonly [number, number]
  readonly localAddress?: string | undefined
  readonly transcript: Transcript
  readonly log: (sentence: string) => void
  /** The memory has changed. */
  readonly onChange: () => void
}

export const agentVersion = '1.4.0'
type State = 'away' | 'connecting' | 'online' | 'stopped'

/** One room system: keeps a connection, obeys as its behaviour says, and reports what it is. */
export class PretendDevice {
  readonly #parts: PretendDeviceParts
  readonly #system: JsonObject
  #behaviour: Behaviour
  #state: State = 'away'
  #session: Session | undefined
  #seenVersion: number
  #inCall = false
  #callEndsAt = 0
  #backAt = 0
  #token: string | undefined
  #renewAt = 0
  #hasIntroducedItself = false
  #attempts = 0
  #onlineSince = 0
  #telemetrySeq = 0
  #wake: (() => void) | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(parts: PretendDeviceParts) {
    this.#parts = parts
    this.#behaviour = parts.behaviour
    this.#seenVersion = parts.memory.desiredVersion
    this.#system = roomSystem(parts.memory.model, parts.memory.serial, parts.random)
  }

  get serial(): string {
    return this.#parts.memory.serial
  }

  get deviceId(): string | undefined {
    return this.#parts.memory.place?.deviceId
  }

  get isOnline(): boolean {
    return this.#state === 'online'
  }

  /** The newest configuration it holds, and its settings now. */
  get desiredVersion(): number {
    return this.#parts.memory.desiredVersion
  }

  get settings(): JsonObject {
    return this.#parts.memory.settings
  }

  start(): void {
    this.#ended = this.#live().catch((error: unknown) => this.#parts.log(`${this.serial}: ${String(error)}`))
  }

  async stop(): Promise<void> {
    this.#state = 'stopped'
    this.#wake?.()
    await this.#session?.leave()
    await this.#ended
  }

  setBehaviour(behaviour: Behaviour): void {
    this.#behaviour = behaviour
    if (behaviour === 'offline') this.goOffline()
    else this.comeBack()
  }

  /** Loses its connection without a word, and stays away until `comeBack`, or for `seconds`. */
  goOffline(seconds?: number): void {
    this.#backAt = seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + seconds * 1000
    this.#session?.cut()
  }

  comeBack(): void {
    this.#backAt = 0
    if (this.#behaviour === 'offline') this.#behaviour = 'normal'
    this.#wake?.()
  }

  async startCall(seconds = 600): Promise<void> {
    if (this.#inCall) return
    this.#inCall = true
    this.#callEndsAt = Date.now() + seconds * 1000
    await this.#event('call.started')
  }

  async endCall(): Promise<void> {
    if (!this.#inCall) return
    this.#inCall = false
    await this.#event('call.ended')
  }

  /** Once a minute: measures, takes calls, goes away for a while, renews its token, as chance will have it. */
  async everyMinute(): Promise<void> {
    const { random, rates } = this.#parts
    if (!this.#session || this.#state !== 'online') return
    if (random() < rates.offline) return this.goOffline(between(random, [20, 180]))
    if (this.#inCall && Date.now() > this.#callEndsAt) await this.endCall()
    else if (random() < rates.call) await this.startCall(between(random, [60, 900]))
    // A newer session takes over from this one; its last will speaks of an older session and is not believed.
    if (Date.now() > this.#renewAt) return this.#session.cut()
    const sample = { at: new Date().toISOString(), seq: this.#telemetrySeq++, m: measurements(this.#inCall, random) }
    await this.#session.say('telemetry', sample)
  }

  async #live(): Promise<void> {
    while (!this.#is('stopped')) {
      await this.#whileAway()
      if (this.#is('stopped')) return
      try {
        await this.#connectOnce()
      } catch (error) {
        if (this.#isHopeless(error)) return
        await this.#backOff(error instanceof Refused ? error.retryAfter : undefined)
      }
    }
  }

  /** A claim code that was refused stays refused; everything else may pass. */
  #isHopeless(error: unknown): boolean {
    if (!(error instanceof Refused)) return false
    if (error.status === 401) this.#token = undefined
    if (this.#parts.memory.place || error.status >= 500 || error.status === 429) return false
    this.#parts.log(`${this.serial} cannot enrol: ${error.message}`)
    return true
  }

  #is(state: State): boolean {
    return this.#state === state
  }

  async #whileAway(): Promise<void> {
    if (this.#behaviour === 'offline') this.#backAt = Number.POSITIVE_INFINITY
    while (this.#backAt > Date.now() && !this.#is('stopped')) {
      this.#state = 'away'
      await this.#sleep(Math.min(this.#backAt - Date.now(), 60_000))
    }
  }

  /** Resolves when the session has ended. */
  async #connectOnce(): Promise<void> {
    const { memory, connector, onChange } = this.#parts
    this.#state = 'connecting'
    if (!memory.place) {
      const { serial, model } = memory
      memory.place = await connector.enrol({ serial, model, claimCode: this.#parts.claimCode ?? '' }, memory)
      onChange()
    }
    let onClose = () => {}
    const closed = new Promise<void>((resolve) => {
      onClose = resolve
    })
    const events = { onMessage: (message: DownlinkMessage) => void this.#receive(message), onClose }
    const token = await this.#validToken(memory.place)
    const session = await connector.open(memory.place, token, () => this.#seenVersion, events, this.#parts.localAddress)
    if (this.#is('stopped')) return session.leave()
    this.#session = session
    this.#state = 'online'
    this.#onlineSince = Date.now()
    await this.#greet(session)
    const leaving =
      this.#behaviour === 'visits' ? setTimeout(() => this.goOffline(visit.away), visit.stays * 1000) : undefined
    await closed
    clearTimeout(leaving)
    this.#session = undefined
    if (this.#is('stopped')) return
    if (Date.now() - this.#onlineSince > limits.steadySeconds * 1000) this.#attempts = 0
    if (this.#backAt <= Date.now()) await this.#backOff(undefined)
  }

  async #validToken(place: EnrolmentResponse): Promise<string> {
    if (this.#token && Date.now() < this.#renewAt) return this.#token
    const { token, renewIn } = await this.#parts.connector.token(place, this.#parts.memory)
    this.#token = token
    this.#renewAt = Date.now() + renewIn * 1000 * (0.9 + 0.1 * this.#parts.random())
    return token
  }

  async #greet(session: Session): Promise<void> {
    const { memory } = this.#parts
    await session.say('presence', { online: true, sid: session.sid, at: new Date().toISOString() })
    await session.say('hello', {
      sid: session.sid,
      agent: agentVersion,
      model: memory.model,
      serial: memory.serial,
      fw: firmware,
      desiredVersion: memory.desiredVersion,
      reportedVersion: memory.reportedVersion,
    })
    if (this.#hasIntroducedItself) return
    this.#hasIntroducedItself = true
    await this.#report({ full: true, patch: this.#wholeState() })
  }

  async #receive(message: DownlinkMessage): Promise<void> {
    if (message.kind === 'cmd') {
      this.#note('received', { kind: 'cmd', message: message.payload })
      await this.#session?.say('cmd', { id: message.payload.id, status: 'done', progress: 100 })
      return
    }
    const { memory } = this.#parts
    const { payload } = message
    this.#note('received', { version: payload.version, message: payload })
    if (payload.version < this.#seenVersion) return this.#note('ignored', { version: payload.version })
    if (payload.version === memory.desiredVersion) return this.#report({ full: true, patch: this.#wholeState() })
    const wanted = this.#wantedBy(payload)
    if (!wanted) return this.#session && this.#greet(this.#session)
    this.#seenVersion = payload.version
    const reaction = reactionOf(this.#behaviour, this.#parts.rates, this.#parts.random)
    if (reaction === 'silent') return this.#note('unanswered', { version: payload.version })
    await pause(between(this.#parts.random, this.#parts.applyDelayMs))
    if (payload.version < this.#seenVersion) return this.#note('ignored', { version: payload.version })
    await this.#obey(payload.version, wanted, reaction)
  }

  async #obey(version: number, wanted: JsonObject, reaction: Exclude<Reaction, 'silent'>): Promise<void> {
    const { memory, random } = this.#parts
    if (memory.desiredVersion >= version) return
    const { settings, status, errors } = apply(memory.settings, wanted, reaction, random)
    const patch = { settings: mergePatch(memory.settings, settings) }
    Object.assign(memory, { settings, status, errors, desiredVersion: version })
    this.#note(status === 'applying' ? 'applied' : status, { version })
    await this.#report({ patch })
  }

  /** The settings a message asks for; undefined when its base is not what the device holds. */
  #wantedBy(payload: Desired): JsonObject | undefined {
    const { memory } = this.#parts
    if (isFull(payload)) return payload.state.settings ?? {}
    if (payload.base !== memory.desiredVersion) return undefined
    const state = applyMergePatch({ settings: memory.settings }, payload.patch)
    return (state as { settings?: JsonObject }).settings ?? {}
  }

  async #report(what: { readonly full?: true; readonly patch: JsonObject }): Promise<void> {
    const { memory, onChange } = this.#parts
    memory.reportedVersion++
    onChange()
    await this.#session?.say('reported', {
      version: memory.reportedVersion,
      desiredVersion: memory.desiredVersion,
      status: memory.status,
      ...(memory.errors.length > 0 && { errors: memory.errors }),
      ...what,
    })
  }

  #wholeState(): JsonObject {
    return {
      ...this.#system,
      call: { state: this.#inCall ? 'in-call' : 'idle' },
      settings: this.#parts.memory.settings,
    }
  }

  async #event(type: string): Promise<void> {
    await this.#session?.say('event', { id: crypto.randomUUID(), at: new Date().toISOString(), type })
    await this.#report({ patch: { call: { state: this.#inCall ? 'in-call' : 'idle' } } })
  }

  #note(event: TranscriptEntry['event'], what: Partial<TranscriptEntry>): void {
    this.#parts.transcript.note({ serial: this.serial, event, kind: 'desired', ...what })
  }

  /** Full jitter, doubling; as long as Maestro says where it says so. */
  async #backOff(retryAfter: number | undefined): Promise<void> {
    const longest = Math.min(limits.backoffSeconds, 2 ** this.#attempts++)
    const seconds = retryAfter ?? this.#parts.random() * longest
    this.#state = this.#is('stopped') ? 'stopped' : 'connecting'
    await this.#sleep(seconds * 1000)
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#is('stopped')) return
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

function isFull(payload: Desired): payload is FullDesired {
  return 'full' in payload && payload.full === true
}
