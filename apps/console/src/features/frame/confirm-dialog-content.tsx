'use client'

import type { ReactNode } from 'react'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { useWords } from '@/words/words-provider'
import { useProblemSentence } from './problem-state'

export interface ConfirmDialogProps {
  title: string
  body: string
  /** A verb and what it acts on. */
  submit: string
  danger?: boolean
  busy: boolean
  error: Error | null
  onClose(): void
  onConfirm(): void
  children?: ReactNode
}

/** Names the thing, says what is lost and what is kept. */
export default function ConfirmDialogContent(props: ConfirmDialogProps) {
  const { t } = useWords()
  const sentence = useProblemSentence()(props.error)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      lead={props.body}
      footer={
        <>
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button look={props.danger ? 'danger' : 'go'} busy={props.busy} onClick={props.onConfirm}>
            {props.submit}
          </Button>
        </>
      }
    >
      {props.children}
      {sentence && (
        <p role="alert" className="text-13 text-bad">
          {sentence}
        </p>
      )}
    </Dialog>
  )
}
