'use client'

import { type FormEvent, type ReactNode, useId } from 'react'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'

interface ActStepProps {
  title: string
  lead: string
  submit: string
  busy: boolean
  ready: boolean
  /** The way back. */
  out: ReactNode
  children: ReactNode
  onClose(): void
  onSubmit(): void
}

/** One step of an act on a device that is previewed first. */
export function ActStep({ title, lead, submit, busy, ready, out, children, onClose, onSubmit }: ActStepProps) {
  const id = useId()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onSubmit()
  }
  return (
    <Dialog
      open
      place="sheet"
      onOpenChange={(open) => !open && onClose()}
      title={title}
      lead={lead}
      footer={
        <>
          {out}
          <Button look="go" type="submit" form={id} busy={busy} disabled={!ready}>
            {submit}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={send} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        {children}
      </form>
    </Dialog>
  )
}
