'use client'

import type { DeploymentWindow } from '@maestro/contract'
import { Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'

const days = [1, 2, 3, 4, 5, 6, 7] as const

interface WindowFieldsProps {
  window: DeploymentWindow
  error: string | undefined
  onChange(window: DeploymentWindow): void
}

/** Days and hours in which something may be sent. */
export function WindowFields({ window, error, onChange }: WindowFieldsProps) {
  const { t } = useWords()
  const toggle = (day: number) =>
    onChange({
      ...window,
      days: days.filter((one) => (one === day ? !window.days.includes(one) : window.days.includes(one))),
    })
  return (
    <div className="grid gap-2">
      <fieldset aria-label={t('prepare.window.days')} className="flex flex-wrap gap-1">
        {days.map((day) => (
          <label
            key={day}
            className="cursor-pointer rounded-[6px] border border-line-strong px-2 py-1 text-12 text-muted has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-[var(--focus)]"
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={window.days.includes(day)}
              onChange={() => toggle(day)}
            />
            {t(`weekday.${day}`)}
          </label>
        ))}
      </fieldset>
      {error && (
        <p role="alert" className="text-12 text-bad">
          {error}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2">
        <Field label={t('prepare.window.from')}>
          {(control) => (
            <Input
              {...control}
              type="time"
              value={window.from}
              onChange={(event) => event.target.value && onChange({ ...window, from: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('prepare.window.to')}>
          {(control) => (
            <Input
              {...control}
              type="time"
              value={window.to}
              onChange={(event) => event.target.value && onChange({ ...window, to: event.target.value })}
            />
          )}
        </Field>
      </div>
      <p className="text-12 text-muted">{t('prepare.window.hint')}</p>
    </div>
  )
}
