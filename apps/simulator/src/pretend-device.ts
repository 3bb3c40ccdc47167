import { setTimeout as pause } from 'node:timers/promises'
import {
  type ApplyError,
  applyMergePatch,
  type Desired,
  type DownlinkMessage,
  type FullDesired,
  type JsonObject,
  mergePatch,
  toDocument,
} from '@maestro/contract/devices'
import { apply, withoutLicense } from './apply.js'
import { type Behaviour, DRIFTS_AFTER, type Rates, type Reaction, reactionOf, visit } from './behaviour.js'
import { DeviceConnection, type DeviceConnectionParts } from './device-connection.js'
import { newDeviceKey } from './device-key.js'
import { DeviceLicense } from './device-license.js'
import { type DeviceMemory, reset } from './device-memory.js'
import { type SettingOnDevice, someChange } from './drift.js'
import type { LicenseKeys } from './license-keys.js'
import { between } from './random.js'
import { firmware, measurements, roomSystem } from './room-system.js'
import type { Session } from './session.js'
import type { Transcript, TranscriptEntry } from './transcript.js'

export type PretendDeviceParts = DeviceConnectionParts & {
  readonly behaviour: Behaviour
  readonly rates: Rates
  readonly applyDelayMs: readonly [number, number]
  readonly transcript: Transcript
  readonly licenseKeys: LicenseKeys
}

export const agentVersion = '1.4.0'

/** One room system: obeys as its behaviour says, takes calls, and reports what it is. */
export class PretendDevice {
  readonly #parts: PretendDeviceParts
  readonly #memory: DeviceMemory
  readonly #connection: DeviceConnection
  readonly #system: JsonObject
  readonly #license: DeviceLicense
  #toldLicense = ''
  #behaviour: Behaviour
  #seenVersion: number
  #inCall = false
  #callEndsAt = 0
  #telemetrySeq = 0
  #hasIntroducedItself = false
  #leaving: NodeJS.Timeout | undefined
  #changing: NodeJS.Timeout | undefined

  constructor(parts: PretendDeviceParts) {
    this.#parts = parts
    this.#memory = parts.memory
    this.#behaviour = parts.behaviour
    this.#seenVersion = parts.memory.desiredVersion
    this.#system = roomSystem(parts.memory.model, parts.memory.serial, parts.random)
    this.#license = new DeviceLicense(parts.memory, parts.licenseKeys)
    this.#connection = new DeviceConnection(parts, {
      seen: () => this.#seenVersion,
      onSession: async (session) => {
        await this.#greet(session)
        this.#stayForVisit()
      },
      onMessage: (message) => void this.#receive(message).catch((error: unknown) => parts.log(String(error))),
    })
    if (parts.behaviour === 'offline') this.#connection.stayAway()
  }

  get serial(): string {
    return this.#memory.serial
  }

  get deviceId(): string | undefined {
    return this.#memory.place?.deviceId
  }

  get isOnline(): boolean {
    return this.#connection.session !== undefined
  }

  /** The newest configuration it holds. */
  get desiredVersion(): number {
    return this.#memory.desiredVersion
  }

  get settings(): JsonObject {
    return this.#memory.settings
  }

  /** The licence file that it keeps. */
  get licenseFile(): string | undefined {
    return this.#memory.license?.file
  }

  /** What it may use now by its licence file. */
  get features(): readonly string[] {
    return this.#license.features
  }

  /** Sets its clock wrong, by so many seconds; before the true time if negative. */
  setClockWrong(seconds: number): void {
    this.#license.clockOffMs = seconds * 1000
  }

  start(): void {
    this.#connection.start()
  }

  stop(): Promise<void> {
    clearTimeout(this.#leaving)
    clearTimeout(this.#changing)
    return this.#connection.stop()
  }

  setBehaviour(behaviour: Behaviour): void {
    this.#behaviour = behaviour
    if (behaviour === 'offline') this.goOffline()
    else this.comeBack()
  }

  /** Loses its connection without a word, and stays away until `comeBack`, or for `seconds`. */
  goOffline(seconds?: number): void {
    this.#connection.stayAway(seconds === undefined ? undefined : seconds * 1000)
  }

  comeBack(): void {
    if (this.#behaviour === 'offline') this.#behaviour = 'normal'
    this.#connection.comeBack()
  }

  /** Somebody resets it and types in a claim code: it forgets what it was and enrols as what the code is for. */
  reset(claimCode: string): void {
    clearTimeout(this.#leaving)
    clearTimeout(this.#changing)
    this.#changing = undefined
    reset(this.#memory, newDeviceKey())
    this.#seenVersion = 0
    this.#hasIntroducedItself = false
    this.#inCall = false
    this.#toldLicense = ''
    this.#parts.onChange()
    this.#connection.enrolAnew(claimCode)
  }

  async startCall(seconds = 600): Promise<void> {
    if (this.#inCall) return
    this.#inCall = true
    this.#license.callBegins()
    this.#callEndsAt = Date.now() + seconds * 1000
    await this.#tellCall('call.started')
  }

  async endCall(): Promise<void> {
    if (!this.#inCall) return
    this.#inCall = false
    this.#license.callEnds()
    await this.#tellCall('call.ended')
  }

  /** Somebody in the room changes a setting, by its key such as `display[2].role`. Offline, it is told later. */
  async changeSetting(key: string, value: SettingOnDevice): Promise<void> {
    const patch = toDocument({ [key]: value })
    this.#memory.settings = applyMergePatch(this.#memory.settings, patch) as JsonObject
    await this.#report({ patch: { settings: patch } })
  }

  /** Once a minute: measures, takes calls, changes a setting, goes away for a while, renews its token, as chance will have it. */
  async everyMinute(): Promise<void> {
    const { random, rates } = this.#parts
    const { session } = this.#connection
    if (!session) return
    if (random() < rates.offline) return this.goOffline(between(random, [20, 180]))
    if (rates.drift > 0 && random() < rates.drift) await this.#drift()
    if (this.#inCall && Date.now() > this.#callEndsAt) await this.endCall()
    else if (random() < rates.call) await this.startCall(between(random, [60, 900]))
    if (this.#hasLicenseNews) await this.#report({ patch: this.#licenseState() })
    if (this.#connection.renewIfDue()) return
    const sample = { at: new Date().toISOString(), seq: this.#telemetrySeq++, m: measurements(this.#inCall, random) }
    await session.say('telemetry', sample)
  }

  async #drift(): Promise<void> {
    const change = someChange(this.settings, this.#parts.random)
    if (change) await this.changeSetting(change.key, change.value)
  }

  #stayForVisit(): void {
    clearTimeout(this.#leaving)
    if (this.#behaviour === 'visits') this.#leaving = setTimeout(() => this.goOffline(visit.away), visit.stays * 1000)
  }

  async #greet(session: Session): Promise<void> {
    const { model, serial, desiredVersion, reportedVersion } = this.#memory
    await session.say('presence', { online: true, sid: session.sid, at: new Date().toISOString() })
    const who = { agent: agentVersion, model, serial, fw: firmware }
    await session.say('hello', { sid: session.sid, ...who, desiredVersion, reportedVersion })
    if (this.#hasIntroducedItself) return
    this.#hasIntroducedItself = true
    await this.#report({ full: true, patch: this.#wholeState() })
  }

  async #receive(message: DownlinkMessage): Promise<void> {
    if (message.kind === 'desired') return this.#receiveDesired(message.payload)
    this.#note('received', { kind: 'cmd', message: message.payload })
    await this.#connection.session?.say('cmd', { id: message.payload.id, status: 'done', progress: 100 })
  }

  async #receiveDesired(payload: Desired): Promise<void> {
    const { version } = payload
    this.#note('received', { version, message: payload })
    if (version < this.#seenVersion) return this.#note('ignored', { version })
    if (version === this.desiredVersion) return this.#report({ full: true, patch: this.#wholeState() })
    const wanted = this.#wantedBy(payload)
    if (!wanted) return this.#connection.session && this.#greet(this.#connection.session)
    this.#seenVersion = version
    const { rates, random, applyDelayMs } = this.#parts
    const reaction = reactionOf(this.#behaviour, rates, random)
    if (reaction === 'silent') return this.#note('unanswered', { version })
    await pause(between(random, applyDelayMs))
    if (version !== this.#seenVersion) return this.#note('ignored', { version })
    await this.#obey(version, wanted, reaction)
  }

  async #obey(version: number, wanted: Wanted, reaction: Exclude<Reaction, 'silent'>): Promise<void> {
    const refusal = reaction === 'fails' ? undefined : await this.#takeLicense(version, wanted)
    if (this.desiredVersion >= version) return
    const has = this.#memory.settings
    const applied = apply(has, wanted.settings, reaction, this.#parts.random)
    const { settings, status, errors } = refusal ? withoutLicense(applied, has, refusal) : applied
    const patch = { settings: mergePatch(has, settings), ...this.#licenseState() }
    Object.assign(this.#memory, { settings, status, errors, desiredVersion: version })
    this.#note(status, { version })
    await this.#report({ patch })
    if (this.#behaviour === 'drifts') this.#changing ??= setTimeout(() => void this.#drift(), DRIFTS_AFTER * 1000)
  }

  /** What is wrong with the licence file of a version, unless a newer version has come meanwhile. */
  async #takeLicense(version: number, { license }: Wanted): Promise<ApplyError | undefined> {
    return license === undefined || version < this.#seenVersion ? undefined : this.#license.take(license)
  }

  /** The settings and the licence file a message asks for; undefined when its base is not what the device holds. */
  #wantedBy(payload: Desired): Wanted | undefined {
    if (isFull(payload)) return { settings: payload.state.settings ?? {}, license: payload.state.license }
    if (payload.base !== this.desiredVersion) return undefined
    const state = applyMergePatch({ settings: this.#memory.settings }, payload.patch) as Partial<Wanted>
    return { settings: state.settings ?? {}, license: state.license }
  }

  get #hasLicenseNews(): boolean {
    return JSON.stringify(this.#license.reported) !== this.#toldLicense
  }

  #licenseState(): JsonObject {
    const license = this.#license.reported
    this.#toldLicense = JSON.stringify(license)
    return license ? { license } : {}
  }

  async #report(what: { readonly full?: true; readonly patch: JsonObject }): Promise<void> {
    const { status, errors, desiredVersion } = this.#memory
    const version = ++this.#memory.reportedVersion
    this.#parts.onChange()
    const report = { version, desiredVersion, status, ...(errors.length > 0 && { errors }), ...what }
    await this.#connection.session?.say('reported', report)
  }

  #wholeState(): JsonObject {
    return { ...this.#system, call: this.#call(), settings: this.#memory.settings, ...this.#licenseState() }
  }

  #call(): JsonObject {
    return { state: this.#inCall ? 'in-call' : 'idle' }
  }

  async #tellCall(type: string): Promise<void> {
    await this.#connection.session?.say('event', { id: crypto.randomUUID(), at: new Date().toISOString(), type })
    const news = this.#hasLicenseNews ? this.#licenseState() : {}
    await this.#report({ patch: { call: this.#call(), ...news } })
  }

  #note(event: TranscriptEntry['event'], what: Partial<TranscriptEntry>): void {
    this.#parts.transcript.note({ serial: this.serial, event, kind: 'desired', ...what })
  }
}

type Wanted = { readonly settings: JsonObject; readonly license: string | undefined }

function isFull(payload: Desired): payload is FullDesired {
  return 'full' in payload && payload.full === true
}
