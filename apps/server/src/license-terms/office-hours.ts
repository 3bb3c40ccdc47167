import { officeHours } from '@maestro/contract'
import { Temporal } from 'temporal-polyfill'

/**
 * When the office hours of a room end in which `at` lies; null outside of them, and where none are known. They are kept as
 * a stretch for each day of the week, in the room's own time: where its clock jumps, hours jump along.
 */
export function officeHoursEnd(hours: unknown, timeZone: string, at: Date): Date | null {
  const week = officeHours.safeParse(hours)
  if (!week.success) return null
  const date = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const today = week.data.find(({ day }) => day === date.dayOfWeek)
  if (!today) return null
  const closes = moment(date, today.to, timeZone)
  return moment(date, today.from, timeZone) <= at && at < closes ? closes : null
}

function moment(day: Temporal.PlainDate, time: string, timeZone: string): Date {
  const plainTime = Temporal.PlainTime.from(time)
  return new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds)
}
