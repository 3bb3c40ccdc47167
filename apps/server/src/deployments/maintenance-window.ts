import type { DeploymentWindow } from '@maestro/contract'
import { Temporal } from 'temporal-polyfill'

/** A weekly window that lies in the hour that a jump of the clock skips opens a week later: two weeks, and the day it began on. */
const DAYS_AHEAD = 15

/**
 * When a device may be changed next, in the time of its room: `at` itself inside the window, else the moment at which it
 * opens. A window that ends before it begins goes over midnight and belongs to the day on which it began. Where the clock
 * jumps, a time that is skipped counts as the same time after the jump, and one that comes twice as the first.
 */
export function nextInWindow(window: DeploymentWindow, timeZone: string, at: Date): Date {
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  const today = now.toPlainDate()
  for (let offset = -1; offset <= DAYS_AHEAD; offset += 1) {
    const day = today.add({ days: offset })
    if (!window.days.includes(day.dayOfWeek)) continue
    const opens = moment(day, window.from, timeZone)
    const closes = moment(window.to <= window.from ? day.add({ days: 1 }) : day, window.to, timeZone)
    if (closes <= at) continue
    if (opens >= closes) continue
    return opens <= at ? at : opens
  }
  throw new Error('A window without days opens never.')
}

export function isInWindow(window: DeploymentWindow, timeZone: string, at: Date): boolean {
  return nextInWindow(window, timeZone, at).getTime() === at.getTime()
}

function moment(day: Temporal.PlainDate, time: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from(time)
  return new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds)
}
