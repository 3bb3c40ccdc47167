import { command, type DeviceAddress, type DownlinkMessage, desired, downlinkKinds } from '@maestro/contract/devices'
import type { LinkChannel } from './link-channel.js'

type Session = {
  readonly address: DeviceAddress
  readonly waiting: DownlinkMessage[]
  readonly stop: (() => void)[]
  /** The session the device named in its last presence or hello over HTTPS. */
  sid?: string
  wake?: (() => void) | undefined
  end?: NodeJS.Timeout
}

/** A device that has not polled for this long is gone: longer than a poll and its way back. */
const patienceMs = 90_000
const mostWaiting = 64
const schemas = { desired, cmd: command }

/** The devices that speak HTTPS: gathers what is sent to each between two polls, and is their last will. */
export class PollSessions {
  readonly #sessions = new Map<string, Session>()
  readonly #channel: LinkChannel
  readonly #onGone: (address: DeviceAddress, sid: string) => void

  /** @param onGone called for a device that said it is online and stopped polling */
  constructor(channel: LinkChannel, onGone: (address: DeviceAddress, sid: string) => void) {
    this.#channel = channel
    this.#onGone = onGone
  }

  /** Remembers which session to end when the polls stop; undefined when the device has ended it itself. */
  named(address: DeviceAddress, sid: string | undefined): void {
    const session = this.#sessions.get(address.device)
    if (!session) return
    if (sid) session.sid = sid
    else delete session.sid
  }

  /** Begins to gather for a device, or goes on. */
  async open(address: DeviceAddress): Promise<void> {
    const known = this.#sessions.get(address.device)
    if (known) return this.#postpone(known)
    const session: Session = { address, waiting: [], stop: [] }
    this.#sessions.set(address.device, session)
    this.#postpone(session)
    for (const kind of downlinkKinds)
      session.stop.push(await this.#channel.follow(address, kind, (payload) => gather(session, kind, payload)))
  }

  /** What came since the last poll, or comes within `waitMs`. A newer poll of the same device ends an older one. */
  async next(address: DeviceAddress, waitMs: number, signal: AbortSignal): Promise<readonly DownlinkMessage[]> {
    await this.open(address)
    const session = this.#sessions.get(address.device)
    if (!session) return []
    session.wake?.()
    if (session.waiting.length === 0) await woken(session, waitMs, signal)
    this.#postpone(session)
    return signal.aborted ? [] : session.waiting.splice(0)
  }

  close(): void {
    for (const session of this.#sessions.values()) {
      clearTimeout(session.end)
      session.wake?.()
    }
    this.#sessions.clear()
  }

  #postpone(session: Session): void {
    clearTimeout(session.end)
    session.end = setTimeout(() => this.#end(session), patienceMs)
  }

  #end(session: Session): void {
    this.#sessions.delete(session.address.device)
    for (const stop of session.stop) stop()
    if (session.sid) this.#onGone(session.address, session.sid)
  }
}

function gather(session: Session, kind: keyof typeof schemas, payload: Buffer): void {
  const message = { kind, payload: schemas[kind].parse(JSON.parse(String(payload))) } as DownlinkMessage
  // Only the newest configuration matters, and a device that stopped reading must not fill the memory.
  const stale = session.waiting.findIndex(
    (one) => one.kind === 'desired' && kind === 'desired' && 'full' in message.payload,
  )
  if (stale >= 0) session.waiting.splice(stale, 1)
  session.waiting.push(message)
  if (session.waiting.length > mostWaiting) session.waiting.shift()
  session.wake?.()
}

function woken(session: Session, waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      if (session.wake === done) session.wake = undefined
      resolve()
    }
    const timer = setTimeout(done, waitMs)
    signal.addEventListener('abort', done)
    session.wake = done
  })
}
