'use client'

import { useEffect, useState } from 'react'
import { useWords } from '@/words/words-provider'

const steps: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function relativeTo(now: number, then: number, locale: string): string | null {
  const seconds = Math.round((then - now) / 1000)
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  if (!step) return null
  const [unit, size] = step
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }).format(
    Math.trunc(seconds / size),
    unit,
  )
}

interface RelativeTimeProps {
  /** ISO 8601; null reads as never. */
  at: string | null | undefined
  /** Also shows the exact time in the zone of the room. */
  zone?: string
  className?: string
}

/** "3 h ago", with the exact time on hover. */
export function RelativeTime({ at, zone, className }: RelativeTimeProps) {
  const { t, locale } = useWords()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  if (!at) return <span className={className}>{t('ui.never')}</span>
  const date = new Date(at)
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(date)
  const there = zone && new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(date)
  return (
    <time dateTime={at} title={there ? `${exact} (${zone}: ${there})` : exact} className={className}>
      {relativeTo(Math.max(now, Date.now() - 1000), date.getTime(), locale) ?? t('ui.now')}
    </time>
  )
}

interface ExactTimeProps {
  at: string
  /** `clock` shows seconds and leaves out the day when it is today. */
  style?: 'clock' | 'date'
  className?: string
}

export function ExactTime({ at, style = 'clock', className }: ExactTimeProps) {
  const { locale } = useWords()
  const date = new Date(at)
  const today = new Date().toDateString() === date.toDateString()
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(date)
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(date)
  const text = style === 'date' ? day : today ? clock : `${day}, ${clock}`
  return (
    <time dateTime={at} title={`${day}, ${clock}`} className={className}>
      {text}
    </time>
  )
}
