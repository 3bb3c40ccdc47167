'use client'

import type { Room } from '@maestro/contract'
import { useCallback } from 'react'
import { useWords } from '@/words/words-provider'
import { hoursOf, type WeekDay, weekDays } from './office-hours'

type Week = Room['officeHours']
type Stretch = { days: WeekDay[]; from: string; to: string }

/** Neighbouring days with the same hours are said in one. */
function stretchesOf(week: Week): Stretch[] {
  const stretches: Stretch[] = []
  for (const day of weekDays) {
    const hours = hoursOf(week, day)
    const last = stretches.at(-1)
    if (!hours) continue
    if (last?.days.at(-1) === day - 1 && last.from === hours.from && last.to === hours.to) last.days.push(day)
    else stretches.push({ days: [day], from: hours.from, to: hours.to })
  }
  return stretches
}

/** "Mon–Fri 08:00–18:00, Sat 09:00–12:00"; a day stays with its hours where the line ends. */
export function useHoursText(): (week: Week) => string {
  const { t } = useWords()
  return useCallback(
    (week) => {
      const parts = stretchesOf(week).map(({ days, from, to }) => {
        const ends = [...new Set([days[0], days.at(-1)])].flatMap((day) => (day ? [t(`weekday.${day}`)] : []))
        return `${ends.join('–')}\u00A0${from}–${to}`
      })
      return parts.join(', ') || t('ui.none')
    },
    [t],
  )
}
