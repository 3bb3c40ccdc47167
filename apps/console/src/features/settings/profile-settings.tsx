'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '@/api/call'
import { FormProblem } from '@/features/frame/form-problem'
import { useChooseLanguage, useTheme } from '@/features/frame/preferences'
import { themes } from '@/features/frame/theme'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { AsidePart } from '@/ui/page'
import { Segments } from '@/ui/segments'
import { toast } from '@/ui/toast'
import { languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'
import { ChangePassword } from './change-password'
import { Sessions } from './sessions'
import { useRoleName } from './use-role-name'

export function ProfileSettings() {
  const { t } = useWords()
  return (
    <div className="grid max-w-2xl gap-8">
      <AsidePart title={t('settings.profile')}>
        <Profile />
      </AsidePart>
      <AsidePart title={t('settings.password')}>
        <ChangePassword />
      </AsidePart>
      <AsidePart title={t('settings.appearance')}>
        <Appearance />
      </AsidePart>
      <AsidePart title={t('settings.sessions')}>
        <Sessions />
      </AsidePart>
    </div>
  )
}

function Profile() {
  const { t } = useWords()
  const { me, organization } = useSession()
  const roleName = useRoleName()
  const [name, setName] = useState(me.name)
  const save = useMutation({
    mutationFn: () => call('PATCH /me', { body: { name: name.trim() } }),
    onSuccess: () => toast.success(t('settings.saved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('settings.name')} error={name.trim() ? undefined : t('ui.required')}>
          {(control) => (
            <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('settings.email')}>
          {(control) => <Input {...control} value={me.email ?? ''} readOnly disabled />}
        </Field>
      </div>
      <p className="text-13 text-muted">
        {t('settings.role')}: <span className="font-medium text-text">{roleName(organization.role)}</span>
      </p>
      <FormProblem error={save.error} />
      {name.trim() !== me.name && (
        <Button type="submit" look="go" busy={save.isPending} className="justify-self-start">
          {t('ui.save')}
        </Button>
      )}
    </form>
  )
}

function Appearance() {
  const { t, language } = useWords()
  const [theme, chooseTheme] = useTheme()
  const chooseLanguage = useChooseLanguage()
  return (
    <div className="flex flex-wrap gap-4">
      <Segments
        label={t('frame.theme')}
        value={theme}
        onChange={chooseTheme}
        options={themes.map((value) => ({ value, label: t(`frame.theme.${value}`) }))}
      />
      <Segments
        label={t('frame.language')}
        value={language}
        onChange={chooseLanguage}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
    </div>
  )
}
