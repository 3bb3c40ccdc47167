'use client'

import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'
import { Button } from './button'

interface SubmitFooterProps {
  /** The id of the form above. */
  form: string
  busy: boolean
  disabled?: boolean
  onCancel(): void
  /** The verb. */
  children: ReactNode
}

/** The foot of a dialog with a form: leave it, or do what its verb says. */
export function SubmitFooter({ form, busy, disabled = false, onCancel, children }: SubmitFooterProps) {
  const { t } = useWords()
  return (
    <>
      <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      <Button look="go" type="submit" form={form} busy={busy} disabled={disabled}>
        {children}
      </Button>
    </>
  )
}
