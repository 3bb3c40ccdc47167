'use client'

import type { RingPlan } from '@maestro/contract'
import { X } from 'lucide-react'
import { useState } from 'react'
import { ScopeChoice } from '@/features/profiles/scope-choice'
import { Button } from '@/ui/button'
import { Choice, Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { RingThresholds } from './ring-thresholds'

const kinds = ['count', 'percent', 'group', 'rest'] as const

export interface RingFieldsProps {
  ring: RingPlan
  /** Nothing opens after it. */
  last: boolean
  onChange(ring: RingPlan): void
  onRemove: (() => void) | null
}

export function RingFields({ ring, last, onChange, onRemove }: RingFieldsProps) {
  const { t } = useWords()
  return (
    <div className="grid gap-3">
      <div className="flex items-end gap-3">
        <Field label={t('ring.field.name')} className="min-w-0 flex-1">
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              value={ring.name}
              onChange={(event) => onChange({ ...ring, name: event.target.value })}
            />
          )}
        </Field>
        <SizeFields ring={ring} onChange={(size) => onChange({ ...ring, size })} />
        {onRemove && (
          <Button look="ghost" size="icon" aria-label={t('ring.remove', { name: ring.name })} onClick={onRemove}>
            <X size={15} aria-hidden />
          </Button>
        )}
      </div>
      <RingThresholds ring={ring} last={last} onChange={onChange} />
    </div>
  )
}

interface SizeFieldsProps {
  ring: RingPlan
  onChange(size: RingPlan['size']): void
}

function SizeFields({ ring: { size }, onChange }: SizeFieldsProps) {
  const { t } = useWords()
  const [kind, setKind] = useState(size.kind)
  const [group, setGroup] = useState<{ id: string; name: string } | null>(null)
  const choose = (next: (typeof kinds)[number]) => {
    setKind(next)
    if (next === 'rest') onChange({ kind: 'rest' })
    else if (next !== 'group') onChange({ kind: next, value: 'value' in size ? size.value : 10 })
  }
  return (
    <>
      <Field label={t('ring.field.size')} className="w-36 shrink-0">
        {(control) => (
          <Choice
            {...control}
            value={kind}
            onChange={(event) => choose(kinds.find((one) => one === event.target.value) ?? 'rest')}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`ring.size.${one}`)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
      {(kind === 'count' || kind === 'percent') && (
        <Field label={t('ring.field.value')} className="w-24 shrink-0">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={kind === 'percent' ? 100 : undefined}
              value={'value' in size ? size.value : ''}
              onChange={(event) => onChange({ kind, value: Math.max(1, Math.trunc(Number(event.target.value)) || 1) })}
            />
          )}
        </Field>
      )}
      {kind === 'group' && (
        <Field label={t('ring.field.group')} className="w-48 shrink-0">
          {(control) => (
            <ScopeChoice
              control={control}
              kind="group"
              value={group}
              onChange={(chosen) => {
                setGroup(chosen)
                onChange({ kind: 'group', groupId: chosen.id })
              }}
            />
          )}
        </Field>
      )}
    </>
  )
}
