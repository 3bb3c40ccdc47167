'use client'

import { useMemo } from 'react'
import { useWords } from '@/words/words-provider'
import { daysFromNow, devicesOf, type ShownDay } from './forecast-day'

interface Month {
  name: string
  /** Where its first day lies, as a share of the span. */
  at: number
}

function monthsIn(span: number, locale: string): Month[] {
  const short = new Intl.DateTimeFormat(locale, { month: 'short' })
  const now = new Date()
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const step = span > 400 ? 3 : 1
  const months: Month[] = []
  for (let ahead = 1; ; ahead += step) {
    const first = new Date(today.getFullYear(), today.getMonth() + ahead, 1)
    const days = Math.round((first.getTime() - today.getTime()) / 86_400_000)
    if (days >= span) return months
    months.push({ name: short.format(first), at: days / span })
  }
}

/** Today to the end of the span: a mark on each day, as high as it has devices. The list beneath says the same in words. */
export function ForecastStrip({ days, span }: { days: readonly ShownDay[]; span: number }) {
  const { t, locale } = useWords()
  const months = useMemo(() => monthsIn(span, locale), [span, locale])
  const most = Math.max(1, ...days.map(devicesOf))
  const all = days.reduce((sum, day) => sum + devicesOf(day), 0)
  return (
    <div role="img" aria-label={t('forecast.strip', { days: days.length, devices: all })} className="pt-1">
      <div className="relative h-24 border-b border-line-strong">
        {months.map((month) => (
          <span
            key={month.at}
            className="absolute inset-y-0 border-l border-line"
            style={{ left: `${month.at * 100}%` }}
          />
        ))}
        {days.map((day) => (
          <span
            key={day.day}
            title={`${day.day}: ${devicesOf(day)}`}
            className={`absolute bottom-0 w-1.5 -translate-x-1/2 rounded-t-sm ${daysFromNow(day.day) <= 30 ? 'bg-bad' : 'bg-warn'}`}
            style={{
              left: `${Math.min(99.5, Math.max(0.5, (daysFromNow(day.day) / span) * 100))}%`,
              height: `${Math.max(8, (devicesOf(day) / most) * 100)}%`,
            }}
          />
        ))}
      </div>
      <div aria-hidden className="relative h-5 text-11 text-faint">
        <span className="absolute top-1 left-0">{t('forecast.today')}</span>
        {months
          .filter((month) => month.at > 0.06 && month.at < 0.96)
          .map((month, index) => (
            <span
              key={month.at}
              className={`absolute top-1 pl-1 ${index % 2 === 1 ? 'max-sm:hidden' : ''}`}
              style={{ left: `${month.at * 100}%` }}
            >
              {month.name}
            </span>
          ))}
      </div>
    </div>
  )
}
