import type { Room } from '@maestro/contract'

export const weekDays = [1, 2, 3, 4, 5, 6, 7] as const
export type WeekDay = (typeof weekDays)[number]

/** The week that most offices have. */
export const usualWeek: Room['officeHours'] = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '18:00' }))

export const hoursOf = (week: Room['officeHours'], day: WeekDay) => week.find((one) => one.day === day)

/** The week with other hours on a day, or with none. */
export function withHours(
  week: Room['officeHours'],
  day: WeekDay,
  hours: { from: string; to: string } | null,
): Room['officeHours'] {
  const others = week.filter((one) => one.day !== day)
  return (hours ? [...others, { day, ...hours }] : others).sort((one, other) => one.day - other.day)
}
