'use client'

import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useWords } from '@/words/words-provider'
import { daysFromNow, devicesOf, noonOf, type ShownDay } from './forecast-day'
import { ForecastStrip } from './forecast-strip'

interface ForecastDaysProps {
  days: readonly ShownDay[]
  /** How many days ahead are looked at. */
  span: number
  timeZone: string
  onOpen: ((day: string) => void) | null
}

/** The time line, and beneath it every day on which something drops. */
export function ForecastDays({ days, span, timeZone, onOpen }: ForecastDaysProps) {
  const { t, locale } = useWords()
  const date = useMemo(() => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }), [locale])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <ForecastStrip days={days} span={span} />
      <ol aria-label={t('forecast.days')} className="divide-y divide-line border-y border-line">
        {days.map((day) => (
          <li
            key={day.day}
            className="grid items-baseline gap-x-6 gap-y-1 py-2.5 text-13 md:grid-cols-[230px_110px_minmax(0,1fr)_max-content]"
          >
            <time dateTime={day.day} className="font-medium">
              {date.format(noonOf(day.day))}
            </time>
            <span className="text-muted">
              <InDays days={daysFromNow(day.day)} />
            </span>
            <Features day={day} />
            {onOpen && (
              <button
                type="button"
                className="min-h-6 justify-self-start text-accent underline-offset-2 hover:underline"
                aria-label={t('forecast.open', { day: date.format(noonOf(day.day)) })}
                onClick={() => onOpen(day.day)}
              >
                {t('forecast.devices', { count: devicesOf(day) })}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p className="text-12 text-faint">{t('forecast.zone', { zone: timeZone })}</p>
    </div>
  )
}

function InDays({ days }: { days: number }) {
  const { locale } = useWords()
  return <>{new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')}</>
}

function Features({ day }: { day: ShownDay }) {
  const { t, number } = useWords()
  const { featureName } = useCatalogue()
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-0.5">
      {day.features.map((feature) => (
        <span key={feature.featureKey}>
          {featureName(feature.featureKey)} <strong className="font-medium">−{number(feature.devices)}</strong>
        </span>
      ))}
      {day.customers !== undefined && (
        <span className="text-muted">{t('forecast.customers', { count: day.customers })}</span>
      )}
    </span>
  )
}
