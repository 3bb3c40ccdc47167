import { type ConnectionState, type WaitingReason, waitingReason } from '@maestro/domain'
import { type FreezeNow, frozenUntil } from '../freeze-periods/freezes-now.queries.js'
import { nextInWindow } from './maintenance-window.js'
import type { OpenTarget } from './targets.store.js'

/** After this long a waiting target is looked at again, should its wake-up have been lost. */
const LOOK_AGAIN_MILLISECONDS = 60_000
/** The same where there are thousands of them. */
const LOOK_AGAIN_IN_FLEET_MILLISECONDS = 120_000

export type Hindrance = { readonly code: WaitingReason; readonly until: Date }

type Hindered = Pick<
  OpenTarget,
  'connection' | 'inCall' | 'forced' | 'fleet' | 'kind' | 'locationId' | 'timeZone' | 'window'
>

/** Why a device cannot be sent to now, and when to look again. */
export function hindranceOf(target: Hindered, freezes: readonly FreezeNow[], now: Date): Hindrance | null {
  const later = new Date(now.getTime() + (target.fleet ? LOOK_AGAIN_IN_FLEET_MILLISECONDS : LOOK_AGAIN_MILLISECONDS))
  const waits = waitingReason({
    connection: target.connection as ConnectionState,
    call: target.inCall ? 'in-call' : 'idle',
    forced: target.forced,
  })
  if (waits === 'offline') return { code: waits, until: later }
  return notYet(target, freezes, now) ?? (waits && { code: waits, until: later })
}

/**
 * Windows and freeze periods are for what is rolled out; who saves something on a device's own page means now. Freeze
 * periods hold up no licence: a device may use it from today, or may not any more.
 */
function notYet(target: Hindered, freezes: readonly FreezeNow[], now: Date): Hindrance | null {
  if (!target.fleet || target.forced) return null
  const thaws = target.kind === 'license' ? null : frozenUntil(freezes, target.locationId)
  if (thaws) return { code: 'frozen', until: thaws }
  const opens = target.window ? nextInWindow(target.window, target.timeZone, now) : now
  return opens > now ? { code: 'outside-window', until: opens } : null
}
