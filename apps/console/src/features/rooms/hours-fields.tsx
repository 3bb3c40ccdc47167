'use client'

import type { Room } from '@maestro/contract'
import { useId } from 'react'
import { Button } from '@/ui/button'
import { Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { hoursOf, usualWeek, type WeekDay, weekDays, withHours } from './office-hours'

interface HoursFieldsProps {
  week: Room['officeHours']
  error: string | undefined
  onChange(week: Room['officeHours']): void
}

/** When the room is worked in: each day by itself, with the usual week at one press. */
export function HoursFields({ week, error, onChange }: HoursFieldsProps) {
  const { t } = useWords()
  return (
    <fieldset className="grid gap-3 border-t border-line pt-3">
      <legend className="float-left w-full text-13 font-medium">{t('room.hours')}</legend>
      <p className="text-12 text-muted">{t('room.hours.hint')}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => onChange(usualWeek)}>
          {t('room.hours.usual')}
        </Button>
        <Button size="small" look="ghost" disabled={week.length === 0} onClick={() => onChange([])}>
          {t('room.hours.clear')}
        </Button>
      </div>
      {error && (
        <p role="alert" className="text-12 text-bad">
          {error}
        </p>
      )}
      <div className="grid gap-1.5">
        {weekDays.map((day) => (
          <DayHours key={day} day={day} week={week} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  )
}

type DayHoursProps = Omit<HoursFieldsProps, 'error'> & { day: WeekDay }

function DayHours({ day, week, onChange }: DayHoursProps) {
  const { t } = useWords()
  const id = useId()
  const hours = hoursOf(week, day)
  const start = week[0] ?? { from: '08:00', to: '18:00' }
  const name = t(`weekday.long.${day}`)
  const change = (changed: { from?: string; to?: string }) =>
    hours && onChange(withHours(week, day, { from: hours.from, to: hours.to, ...changed }))
  return (
    <div className="flex min-h-9 items-center gap-3 text-13 md:min-h-8">
      <span className="flex w-32 items-center gap-2">
        <input
          id={id}
          type="checkbox"
          checked={hours !== undefined}
          onChange={(event) =>
            onChange(withHours(week, day, event.target.checked ? { from: start.from, to: start.to } : null))
          }
          className="size-4 accent-[var(--accent)]"
        />
        <label htmlFor={id}>{name}</label>
      </span>
      {hours ? (
        <span className="flex min-w-0 items-center gap-2">
          <Input
            type="time"
            aria-label={t('room.hours.from', { day: name })}
            value={hours.from}
            onChange={(event) => event.target.value && change({ from: event.target.value })}
          />
          <span aria-hidden>–</span>
          <Input
            type="time"
            aria-label={t('room.hours.to', { day: name })}
            aria-invalid={hours.to <= hours.from || undefined}
            value={hours.to}
            onChange={(event) => event.target.value && change({ to: event.target.value })}
          />
        </span>
      ) : (
        <span className="text-muted">{t('room.hours.closed')}</span>
      )}
    </div>
  )
}
