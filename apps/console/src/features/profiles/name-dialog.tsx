'use client'

import { type FormEvent, useId, useState } from 'react'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { Dialog } from '@/ui/dialog'
import { Field, Input, TextArea } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { useWords } from '@/words/words-provider'

interface NameDialogProps {
  title: string
  lead?: string
  submit: string
  name: string
  /** Left out where there is nothing to describe. */
  description?: string
  busy: boolean
  error: Error | null
  onClose(): void
  onSubmit(given: { name: string; description: string }): void
}

/** Asks what a thing is called and what it is for. */
export function NameDialog(props: NameDialogProps) {
  const { t } = useWords()
  const form = useId()
  const [name, setName] = useState(props.name)
  const [description, setDescription] = useState(props.description ?? '')
  const [left, setLeft] = useState(false)
  const problem = isProblem(props.error) ? props.error : null
  const missing = left && !name.trim() ? t('ui.required') : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setLeft(true)
    if (name.trim()) props.onSubmit({ name: name.trim(), description: description.trim() })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      lead={props.lead}
      footer={
        <SubmitFooter form={form} busy={props.busy} onCancel={props.onClose}>
          {props.submit}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('profile.name')} error={problem?.on('name') ?? missing}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              required
              maxLength={120}
              value={name}
              onBlur={() => setLeft(true)}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {props.description !== undefined && (
          <Field label={t('profile.description')} optional error={problem?.on('description')}>
            {(control) => (
              <TextArea
                {...control}
                maxLength={2000}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
        )}
        <FormProblem error={props.error} />
      </form>
    </Dialog>
  )
}
