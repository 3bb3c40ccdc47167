'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ShownOnce } from '@/features/frame/shown-once'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { useWords } from '@/words/words-provider'

const lifetimes = [30, 90, 365] as const
const day = 86_400_000

export default function CreateTokenDialog({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const { organization } = useSession()
  const params = useOrganizationParams()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly string[]>(() =>
    organization.rights.filter((right) => right.endsWith('.view')),
  )
  const [days, setDays] = useState(90)
  const create = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/tokens', {
        params,
        body: {
          name: name.trim(),
          scopes: [...scopes],
          ...(days > 0 && { expiresAt: new Date(Date.now() + days * day).toISOString() }),
        },
      }),
  })
  const problem = isProblem(create.error) ? create.error : null
  const ready = name.trim() !== '' && scopes.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) create.mutate()
  }
  if (create.data) {
    return (
      <ShownOnce
        title={create.data.token.name}
        lead={t('settings.tokens.shown')}
        secrets={[{ name: t('settings.tokens.token'), text: create.data.secret }]}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.tokens.add.title')}
      lead={t('settings.tokens.add.lead')}
      footer={
        <SubmitFooter form={form} busy={create.isPending} disabled={!ready} onCancel={onClose}>
          {t('settings.tokens.add.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('settings.name')} error={problem?.on('name')}>
          {(control) => (
            <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('settings.tokens.expires.days')}>
          {(control) => (
            <Choice {...control} value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {lifetimes.map((lifetime) => (
                <option key={lifetime} value={lifetime}>
                  {t('settings.tokens.days', { days: lifetime })}
                </option>
              ))}
              <option value={0}>{t('settings.tokens.forever')}</option>
            </Choice>
          )}
        </Field>
        <Scopes rights={organization.rights} chosen={scopes} onChange={setScopes} />
        <FormProblem error={create.error} />
      </form>
    </Dialog>
  )
}

interface ScopesProps {
  rights: readonly string[]
  chosen: readonly string[]
  onChange(scopes: readonly string[]): void
}

function Scopes({ rights, chosen, onChange }: ScopesProps) {
  const { t } = useWords()
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <legend className="float-left text-13 font-medium">{t('settings.tokens.scopes')}</legend>
      <div className="grid gap-1 sm:grid-cols-2">
        {rights.map((right) => (
          <label key={right} className="inline-flex items-center gap-2 text-13">
            <input
              type="checkbox"
              className="size-4 accent-[var(--accent)]"
              checked={chosen.includes(right)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, right] : chosen.filter((other) => other !== right))
              }
            />
            <span className="mono">{right}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
