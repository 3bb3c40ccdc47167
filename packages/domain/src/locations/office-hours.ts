import { type Decision, refuse } from '../decision.js'

/** When a room is worked in on a day of the week (1 is Monday), as HH:MM in the room's own time. */
export type OfficeHours = { readonly day: number; readonly from: string; readonly to: string }

export type OfficeHoursRefusal = 'room.office-hours-backwards' | 'room.office-hours-twice'

/** Whether a week of office hours can be: one stretch for each day, within the day. None at all is fine. */
export function decideOfficeHours(week: readonly OfficeHours[]): Decision<OfficeHoursRefusal> {
  for (const [at, { day, from, to }] of week.entries()) {
    if (week.findIndex((one) => one.day === day) !== at) return refuse('room.office-hours-twice', { day })
    if (to <= from) return refuse('room.office-hours-backwards', { day, from, to })
  }
  return { ok: true }
}
