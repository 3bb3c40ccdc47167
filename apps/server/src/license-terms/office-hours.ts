import { deploymentWindow } from '@maestro/contract'
import { Temporal } from 'temporal-polyfill'

const DAYS = 8

/**
 * When the office hours of a room end in which `at` lies; null outside of them, and where none are known. They are kept as
 * days of the week (1 is Monday) with a time from and to, in the room's own time: where its clock jumps, hours jump along.
 * Hours that never end are no hours.
 */
export function officeHoursEnd(hours: unknown, timeZone: string, at: Date): Date | null {
  const parsed = deploymentWindow.safeParse(hours)
  if (!parsed.success) return null
  const { days, from, to } = parsed.data
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  let end: Date | null = null
  for (let offset = -1; offset <= DAYS; offset += 1) {
    const date = today.add({ days: offset })
    if (!days.includes(date.dayOfWeek)) continue
    const opens = moment(date, from, timeZone)
    const closes = moment(to <= from ? date.add({ days: 1 }) : date, to, timeZone)
    const inside = end ?? at
    if (opens <= inside && inside < closes) end = closes
  }
  return end && end.getTime() - at.getTime() >= (DAYS - 1) * 86_400_000 ? null : end
}

function moment(day: Temporal.PlainDate, time: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from(time)
  return new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds)
}
