'use client'

import { Field, TextArea } from '@/ui/field'
import { useWords } from '@/words/words-provider'

interface ReasonFieldProps {
  value: string
  onChange(reason: string): void
}

/** Why somebody does it; kept in the audit. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  const { t } = useWords()
  return (
    <Field label={t('preview.why')} optional>
      {(control) => (
        <TextArea {...control} maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

/** The part of a body that says why, where somebody said it. */
export function reasonIn(text: string): { reason?: string } {
  return text.trim() ? { reason: text.trim() } : {}
}
