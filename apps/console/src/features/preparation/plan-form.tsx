'use client'

import { type ReactNode, useId } from 'react'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { Field, TextArea } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { PlanPace } from './plan-pace'
import { PlanTime } from './plan-time'
import type { Planning } from './use-plan'

/** When, how, when to stop, and why. */
export function PlanForm({ planning, editable }: { planning: Planning; editable: boolean }) {
  const { t } = useWords()
  const { plan, change, error } = planning
  const sentences = isProblem(error) ? error.errors.map((one) => one.message) : []
  return (
    <fieldset disabled={!editable} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-5">
      <PlanTime planning={planning} />
      <PlanPace planning={planning} />
      {sentences.length > 0 && (
        <ul role="alert" className="grid gap-1 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
          {sentences.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <FormProblem error={error} />
      <div className="grid gap-2.5">
        <Check
          checked={plan.autoRollback}
          hint={t('prepare.rollback.hint')}
          onChange={(autoRollback) => change({ autoRollback })}
        >
          {t('prepare.rollback')}
        </Check>
        <Check checked={plan.growing} hint={t('prepare.growing.hint')} onChange={(growing) => change({ growing })}>
          {t('prepare.growing')}
        </Check>
        <Check checked={plan.forced} hint={t('prepare.forced.hint')} onChange={(forced) => change({ forced })}>
          {t('prepare.forced')}
        </Check>
      </div>
      <Field label={t('prepare.why')} optional>
        {(control) => (
          <TextArea
            {...control}
            maxLength={500}
            placeholder={t('preview.why.example')}
            value={plan.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  )
}

interface CheckProps {
  checked: boolean
  hint: string
  onChange(checked: boolean): void
  children: ReactNode
}

export function Check({ checked, hint, onChange, children }: CheckProps) {
  const id = useId()
  return (
    <label className="flex cursor-pointer items-start gap-2 text-13">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-[var(--accent)]"
        aria-describedby={id}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {children}
        <span id={id} className="block text-12 text-muted">
          {hint}
        </span>
      </span>
    </label>
  )
}
