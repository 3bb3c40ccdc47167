'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ShownOnce } from '@/features/frame/shown-once'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { isLanguage, languageNames, languages } from '@/words/languages'
import { useWords } from '@/words/words-provider'

const emptyForm = (language: 'en' | 'de', timeZone: string) => ({
  name: '',
  language,
  timeZone,
  trial: false,
  withOwner: true,
  ownerName: '',
  ownerEmail: '',
})
type CustomerForm = ReturnType<typeof emptyForm>

const bodyOf = (form: CustomerForm) => ({
  name: form.name.trim(),
  language: form.language,
  timeZone: form.timeZone.trim(),
  trial: form.trial,
  ...(form.withOwner && { owner: { name: form.ownerName.trim(), email: form.ownerEmail.trim() } }),
})

/** Creates a customer; the password of its first owner is shown this one time. */
export default function CreateCustomerDialog({ onClose }: { onClose(): void }) {
  const { t, language } = useWords()
  const id = useId()
  const router = useRouter()
  const { organization } = useSession()
  const params = useOrganizationParams()
  const [form, setForm] = useState(() => emptyForm(language, organization.timeZone))
  const create = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/customers', { params, body: bodyOf(form) }),
    onSuccess: ({ customer, owner }) => {
      toast.success(t('customers.created', { name: customer.name }))
      if (!owner?.password) router.push(`/o/${customer.id}`)
    },
  })
  const ready =
    form.name.trim() !== '' && (!form.withOwner || (form.ownerName.trim() !== '' && form.ownerEmail.trim() !== ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) create.mutate()
  }
  const owner = create.data?.owner
  if (owner?.password) {
    return (
      <ShownOnce
        title={t('customers.created', { name: create.data?.customer.name ?? '' })}
        lead={t('customers.created.password')}
        secrets={[
          { name: t('settings.email'), text: owner.email },
          { name: t('settings.password'), text: owner.password },
        ]}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('customers.create.title')}
      lead={t('customers.create.lead')}
      footer={
        <SubmitFooter form={id} busy={create.isPending} disabled={!ready} onCancel={onClose}>
          {t('customers.create.submit')}
        </SubmitFooter>
      }
    >
      <form id={id} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <CustomerFields form={form} error={create.error} onChange={(changed) => setForm({ ...form, ...changed })} />
        <FormProblem error={create.error} />
      </form>
    </Dialog>
  )
}

interface CustomerFieldsProps {
  form: CustomerForm
  error: Error | null
  onChange(changed: Partial<CustomerForm>): void
}

function CustomerFields({ form, error, onChange }: CustomerFieldsProps) {
  const { t } = useWords()
  const problem = isProblem(error) ? error : null
  return (
    <>
      <Field label={t('customers.name')} error={problem?.on('name')}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            value={form.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('customers.create.language')}>
          {(control) => (
            <Choice
              {...control}
              value={form.language}
              onChange={(event) => isLanguage(event.target.value) && onChange({ language: event.target.value })}
            >
              {languages.map((one) => (
                <option key={one} value={one}>
                  {languageNames[one]}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('customers.create.timeZone')} error={problem?.on('timeZone')}>
          {(control) => (
            <Input
              {...control}
              value={form.timeZone}
              onChange={(event) => onChange({ timeZone: event.target.value })}
            />
          )}
        </Field>
      </div>
      <label className="inline-flex items-center gap-2 text-13 font-medium">
        <input
          type="checkbox"
          className="size-4 accent-[var(--accent)]"
          checked={form.trial}
          onChange={(event) => onChange({ trial: event.target.checked })}
        />
        {t('trial.start')}
      </label>
      <label className="inline-flex items-center gap-2 text-13 font-medium">
        <input
          type="checkbox"
          className="size-4 accent-[var(--accent)]"
          checked={form.withOwner}
          onChange={(event) => onChange({ withOwner: event.target.checked })}
        />
        {t('customers.create.owner')}
      </label>
      {form.withOwner && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('customers.create.ownerName')} error={problem?.on('owner.name')}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={form.ownerName}
                onChange={(event) => onChange({ ownerName: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('customers.create.ownerEmail')} error={problem?.on('owner.email')}>
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="off"
                value={form.ownerEmail}
                onChange={(event) => onChange({ ownerEmail: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </>
  )
}
