'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '@/api/call'
import { FormProblem } from '@/features/frame/form-problem'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** What the contract asks of a password. */
const SHORTEST = 10
const LONGEST = 256

const nothing = { current: '', next: '' }

export function ChangePassword() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(nothing)
  const [left, setLeft] = useState(false)
  const short = typed.next.length < SHORTEST
  const close = () => {
    setOpen(false)
    setTyped(nothing)
    setLeft(false)
    save.reset()
  }
  const save = useMutation({
    mutationFn: () => call('POST /me/password', { body: { currentPassword: typed.current, newPassword: typed.next } }),
    onSuccess: () => {
      toast.success(t('settings.password.changed'))
      close()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setLeft(true)
    if (typed.current && !short) save.mutate()
  }
  if (!open)
    return (
      <Button className="justify-self-start" onClick={() => setOpen(true)}>
        {t('settings.password.change')}
      </Button>
    )
  const limits = { type: 'password', maxLength: LONGEST } as const
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('settings.password.current')} error={left && !typed.current ? t('ui.required') : undefined}>
          {(control) => (
            <Input
              {...control}
              {...limits}
              autoFocus
              autoComplete="current-password"
              value={typed.current}
              onChange={({ target }) => setTyped({ ...typed, current: target.value })}
            />
          )}
        </Field>
        <Field
          label={t('settings.password.next')}
          hint={t('settings.password.hint', { count: SHORTEST })}
          error={left && short ? t('settings.password.short', { count: SHORTEST }) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              {...limits}
              autoComplete="new-password"
              value={typed.next}
              onBlur={() => setLeft(typed.next !== '')}
              onChange={({ target }) => setTyped({ ...typed, next: target.value })}
            />
          )}
        </Field>
      </div>
      <FormProblem error={save.error} />
      <div className="flex gap-2">
        <Button type="submit" look="go" busy={save.isPending}>
          {t('settings.password.submit')}
        </Button>
        <Button onClick={close}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}
