import { type ConnectionState, type WaitingReason, waitingReason } from '@maestro/domain'
import { type FreezeNow, frozenUntil } from '../freeze-periods/freezes-now.queries.js'
import { nextInWindow } from './maintenance-window.js'
import type { OpenTarget } from './targets.store.js'

/** After this long a waiting target is looked at again, should its wake-up have been lost. */
const LOOK_AGAIN_MILLISECONDS = 60_000
/** The same where there are thousands of them. */
const LOOK_AGAIN_IN_FLEET_MILLISECONDS = 120_000

export type Hindrance = { readonly code: WaitingReason; readonly until: Date }

/**
 * Why a device cannot be sent to now, and when to look again. Windows and freeze periods are for what is rolled out;
 * who saves something on a device's own page means now.
 */
export function hindranceOf(
  target: Pick<OpenTarget, 'connection' | 'inCall' | 'forced' | 'fleet' | 'locationId' | 'timeZone' | 'window'>,
  freezes: readonly FreezeNow[],
  now: Date,
): Hindrance | null {
  const later = new Date(now.getTime() + (target.fleet ? LOOK_AGAIN_IN_FLEET_MILLISECONDS : LOOK_AGAIN_MILLISECONDS))
  const waits = waitingReason({
    connection: target.connection as ConnectionState,
    call: target.inCall ? 'in-call' : 'idle',
    forced: target.forced,
  })
  if (waits === 'offline') return { code: waits, until: later }
  if (target.fleet && !target.forced) {
    const thaws = frozenUntil(freezes, target.locationId)
    if (thaws) return { code: 'frozen', until: thaws }
    const opens = target.window ? nextInWindow(target.window, target.timeZone, now) : now
    if (opens > now) return { code: 'outside-window', until: opens }
  }
  return waits && { code: waits, until: later }
}
