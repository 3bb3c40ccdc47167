import type { CallState, ConnectionState } from '../devices/device-state.js'
import type { WaitingReason } from './target-reason.js'

export type ReadinessFacts = {
  readonly connection: ConnectionState
  readonly call: CallState
  /** A person said: also in the middle of a call. */
  readonly forced: boolean
}

/**
 * Why a device must wait, or null when it can be sent to now. A call state nobody knows counts as a call. An offline
 * device waits for being offline, whatever it did last.
 */
export function waitingReason(facts: ReadinessFacts): WaitingReason | null {
  if (facts.connection !== 'online') return 'offline'
  if (facts.forced) return null
  switch (facts.call) {
    case 'in-call':
      return 'in-call'
    case 'unknown':
      return 'call-state-unknown'
    case 'idle':
    case 'cannot-call':
      return null
  }
}
