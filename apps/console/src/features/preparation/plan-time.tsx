'use client'

import { Field, Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import type { Start } from './plan'
import type { Planning } from './use-plan'
import { WindowFields } from './window-fields'

const starts: readonly Start[] = ['now', 'at', 'window']

export function PlanTime({ planning }: { planning: Planning }) {
  const { t } = useWords()
  const { plan, change, missing } = planning
  return (
    <div className="grid gap-2">
      <h2 className="text-13 font-medium">{t('prepare.when')}</h2>
      <Segments
        label={t('prepare.when')}
        value={plan.start}
        onChange={(start) => change({ start })}
        options={starts.map((value) => ({ value, label: t(`prepare.when.${value}`) }))}
      />
      {plan.start === 'at' && (
        <Field
          label={t('prepare.at')}
          error={missing === 'prepare.at.missing' || missing === 'prepare.at.past' ? t(missing) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={plan.at}
              onChange={(event) => change({ at: event.target.value })}
            />
          )}
        </Field>
      )}
      {plan.start === 'window' && (
        <WindowFields
          window={plan.window}
          error={missing === 'prepare.window.noDays' ? t(missing) : undefined}
          onChange={(window) => change({ window })}
        />
      )}
      <p className="text-12 text-muted">{t('prepare.when.now.hint')}</p>
    </div>
  )
}
