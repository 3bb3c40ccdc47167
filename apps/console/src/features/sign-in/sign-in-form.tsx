'use client'

import { useMutation } from '@tanstack/react-query'
import { Eye, EyeOff } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { isProblem, type Problem } from '@/api/problem'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { useWords } from '@/words/words-provider'
import { safeReturnPath, signInWithPassword } from './sign-in'

export function SignInForm({ next }: { next: string | undefined }) {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [left, setLeft] = useState(false)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const signIn = useMutation({
    mutationFn: () => signInWithPassword(email.trim(), password),
    onSuccess: () => window.location.assign(safeReturnPath(next)),
  })
  const badEmail = left && email !== '' && !/^\S+@\S+\.\S+$/.test(email.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!badEmail && email && password) signIn.mutate()
  }
  return (
    <form onSubmit={submit} method="post" className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
      <Field label={t('signIn.email')} error={badEmail ? t('signIn.badEmail') : undefined}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            className="md:h-10"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            onBlur={() => setLeft(true)}
          />
        )}
      </Field>
      <Field label={t('signIn.password')}>
        {(control) => <PasswordInput control={control} value={password} onChange={setPassword} />}
      </Field>
      {signIn.error && <SignInRefusal problem={signIn.error} />}
      <Button
        type="submit"
        look="go"
        size="large"
        busy={signIn.isPending || signIn.isSuccess}
        disabled={!ready}
        className="justify-center"
      >
        {t('signIn.submit')}
      </Button>
    </form>
  )
}

interface PasswordInputProps {
  control: { id: string }
  value: string
  onChange(value: string): void
}

function PasswordInput({ control, value, onChange }: PasswordInputProps) {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input
        {...control}
        type={shown ? 'text' : 'password'}
        autoComplete="current-password"
        required
        className="pr-10 md:h-10"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <button
        type="button"
        aria-label={shown ? t('signIn.hidePassword') : t('signIn.showPassword')}
        onClick={() => setShown(!shown)}
        className="absolute top-1/2 right-1 grid size-8 -translate-y-1/2 place-items-center rounded-md text-muted hover:bg-off-soft"
      >
        {shown ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
      </button>
    </div>
  )
}

function SignInRefusal({ problem }: { problem: Error }) {
  const { t } = useWords()
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
      {isProblem(problem) ? sentence(problem, t) : t('problem.unexpected')}
    </p>
  )
}

function sentence(problem: Problem, t: ReturnType<typeof useWords>['t']): string {
  if (problem.status === 0) return t('problem.offline')
  if (problem.status === 429) return t('signIn.throttled', { seconds: problem.retryAfter ?? 60 })
  if (problem.status === 401 || problem.status === 400) return t('signIn.wrong')
  return t('problem.unexpected')
}
