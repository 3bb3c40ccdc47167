import { limits, type UplinkKind } from '@maestro/contract/devices'
import type { DeviceDoor } from './device-door.js'
import type { Session, SessionEvents } from './session.js'

export type PollSessionOptions = {
  readonly door: DeviceDoor
  readonly token: string
  readonly sid: string
  /** The newest configuration that the device has seen. */
  readonly seen: () => number
}

/** The HTTPS fallback: uplinks by POST, downlinks by long poll. */
export function openPollSession(options: PollSessionOptions, events: SessionEvents): Session {
  const { door, token, sid } = options
  const end = new AbortController()
  void poll(options, events, end.signal)
  return {
    sid,
    say: (kind: UplinkKind, message: unknown) => door.up(token, kind, message),
    ping: () => {},
    leave: async () => {
      await door.up(token, 'presence', { online: false, sid }).catch(() => {})
      end.abort()
    },
    cut: () => end.abort(),
  }
}

async function poll(
  { door, token, seen }: PollSessionOptions,
  events: SessionEvents,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!signal.aborted) {
      const messages = await door.down(token, limits.longPollSeconds, seen(), signal)
      for (const message of messages) events.onMessage(message)
    }
  } catch {
    // Whatever ended it, the device begins a new session.
  } finally {
    events.onClose()
  }
}
