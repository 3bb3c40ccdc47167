'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Fact, Facts } from '@/ui/facts'
import { Choice, Field, Input } from '@/ui/field'
import { ExactTime } from '@/ui/relative-time'
import { toast } from '@/ui/toast'
import { isLanguage, languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'

export function OrganizationSettings() {
  const { t } = useWords()
  const { organization, may } = useSession()
  return (
    <div className="grid max-w-2xl gap-6">
      <Facts>
        <Fact name={t('settings.organization.kind')}>{t(`settings.organization.kind.${organization.kind}`)}</Fact>
        <Fact name={t('settings.organization.created')}>
          <ExactTime at={organization.createdAt} style="date" />
        </Fact>
        <Fact name={t('settings.organization.id')} copy={organization.id}>
          <span className="mono">{organization.id}</span>
        </Fact>
      </Facts>
      <OrganizationForm key={organization.version} editable={may('organization.manage')} />
    </div>
  )
}

function OrganizationForm({ editable }: { editable: boolean }) {
  const { t } = useWords()
  const { organization } = useSession()
  const params = useOrganizationParams()
  const [name, setName] = useState(organization.name)
  const [language, setLanguage] = useState(organization.language)
  const [timeZone, setTimeZone] = useState(organization.timeZone)
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}', {
        params,
        version: organization.version,
        body: { name: name.trim(), language, timeZone: timeZone.trim() },
      }),
    onSuccess: () => toast.success(t('settings.saved')),
  })
  const problem = isProblem(save.error) ? save.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
      <Field label={t('settings.name')} error={problem?.on('name')}>
        {(control) => (
          <Input {...control} disabled={!editable} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('settings.organization.language')}>
          {(control) => (
            <Choice
              {...control}
              disabled={!editable}
              value={language}
              onChange={(event) => isLanguage(event.target.value) && setLanguage(event.target.value)}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {languageNames[one]}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('settings.organization.timeZone')} error={problem?.on('timeZone')}>
          {(control) => (
            <Input
              {...control}
              disabled={!editable}
              value={timeZone}
              onChange={(event) => setTimeZone(event.target.value)}
            />
          )}
        </Field>
      </div>
      <FormProblem error={save.error} />
      {editable && (
        <Button type="submit" look="go" busy={save.isPending} className="justify-self-start">
          {t('ui.save')}
        </Button>
      )}
    </form>
  )
}
