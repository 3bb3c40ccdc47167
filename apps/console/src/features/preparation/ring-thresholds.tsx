'use client'

import type { RingPlan } from '@maestro/contract'
import { FAILED_REASONS } from '@maestro/domain'
import { Field, Input } from '@/ui/field'
import { FilterChip } from '@/ui/filter-chip'
import { useWords } from '@/words/words-provider'
import type { RingFieldsProps } from './ring-fields'

const whole = (text: string, minimum: number) => Math.max(minimum, Math.trunc(Number(text)) || minimum)

/** When the next ring opens, and when everything stops. */
export function RingThresholds({ ring, last, onChange }: Pick<RingFieldsProps, 'ring' | 'last' | 'onChange'>) {
  const { t } = useWords()
  const put = (part: Partial<RingPlan>) => onChange({ ...ring, ...part })
  return (
    <div className="grid gap-3 sm:grid-cols-4">
      {!last && (
        <>
          <NumberField
            label={t('ring.field.success')}
            value={ring.successPercent}
            onChange={(text) => put({ successPercent: Math.min(100, whole(text, 0)) })}
          />
          <div className="grid content-start gap-1.5">
            <NumberField
              label={t('ring.field.wait')}
              value={ring.waitMinutes}
              onChange={(text) => put({ waitMinutes: whole(text, 0) })}
            />
            <Tick checked={ring.waitMinutes === null} onChange={(by) => put({ waitMinutes: by ? null : 30 })}>
              {t('ring.field.byHand')}
            </Tick>
          </div>
        </>
      )}
      <div className="grid content-start gap-1.5">
        <NumberField
          label={t('ring.field.failure')}
          value={ring.failurePercent}
          onChange={(text) => put({ failurePercent: Math.min(100, whole(text, 1)) })}
        />
        <Tick checked={ring.failurePercent === null} onChange={(never) => put({ failurePercent: never ? null : 10 })}>
          {t('ring.field.never')}
        </Tick>
      </div>
      <NumberField
        label={t('ring.field.minimum')}
        value={ring.failureMinimum}
        onChange={(text) => put({ failureMinimum: whole(text, 1) })}
      />
      <div className="sm:col-span-4">
        <FilterChip
          label={t('ring.field.kinds')}
          options={FAILED_REASONS.map((value) => ({ value, label: t(`failure.kind.${value}`) }))}
          chosen={ring.failureKinds ?? []}
          onChange={(chosen) => put({ failureKinds: FAILED_REASONS.filter((kind) => chosen.includes(kind)) })}
        />
      </div>
    </div>
  )
}

interface NumberFieldProps {
  label: string
  value: number | null | undefined
  onChange(text: string): void
}

function NumberField({ label, value, onChange }: NumberFieldProps) {
  return (
    <Field label={label} className="content-start">
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          disabled={value === null}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function Tick({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange(checked: boolean): void
  children: string
}) {
  return (
    <label className="flex cursor-pointer items-center gap-1.5 text-12 text-muted">
      <input
        type="checkbox"
        className="accent-[var(--accent)]"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  )
}
