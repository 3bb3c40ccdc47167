'use client'

import type { FreezePeriod } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { useLocations } from '@/features/locations/use-locations'
import { localTime } from '@/features/preparation/plan'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import type { WordKey } from '@/words/en'
import { useWords } from '@/words/words-provider'

interface FreezeDialogProps {
  /** Null: a new one. */
  period: FreezePeriod | null
  onClose(): void
}

interface Draft {
  name: string
  from: string
  to: string
  locationId: string
}

const draftOf = (period: FreezePeriod | null): Draft => ({
  name: period?.name ?? '',
  from: period ? localTime(period.from) : '',
  to: period ? localTime(period.to) : '',
  locationId: period?.location?.id ?? '',
})

function mistakesIn({ name, from, to }: Draft): Partial<Record<keyof Draft, WordKey>> {
  return {
    ...(!name.trim() && { name: 'ui.required' }),
    ...(!from && { from: 'settings.freeze.missing' }),
    ...(!to && { to: 'settings.freeze.missing' }),
    ...(from && to && new Date(to) <= new Date(from) && { to: 'settings.freeze.order' }),
  }
}

/** Declares a time in which nothing is sent, or changes it. */
export default function FreezeDialog({ period, onClose }: FreezeDialogProps) {
  const { t } = useWords()
  const form = useId()
  const params = useOrganizationParams()
  const [draft, setDraft] = useState(() => draftOf(period))
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: ({ name, from, to, locationId }: Draft) => {
      const body = {
        name: name.trim(),
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        locationId: locationId || null,
      }
      if (!period) return call('POST /organizations/{organizationId}/freeze-periods', { params, body })
      return call('PATCH /organizations/{organizationId}/freeze-periods/{freezePeriodId}', {
        params: { ...params, freezePeriodId: period.id },
        version: period.version,
        body,
      })
    },
    onSuccess: (saved) => {
      toast.success(t('settings.freeze.saved', { name: saved.name }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(mistakesIn(draft)).length === 0) save.mutate(draft)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={period ? t('settings.freeze.edit.title', { name: period.name }) : t('settings.freeze.add.title')}
      lead={t('settings.freeze.lead')}
      footer={
        <SubmitFooter form={form} busy={save.isPending} onCancel={onClose}>
          {period ? t('ui.save') : t('settings.freeze.add.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <FreezeFields draft={draft} mistakes={tried ? mistakesIn(draft) : {}} error={save.error} onChange={setDraft} />
        <FormProblem error={save.error} />
      </form>
    </Dialog>
  )
}

interface FreezeFieldsProps {
  draft: Draft
  mistakes: ReturnType<typeof mistakesIn>
  error: Error | null
  onChange(draft: Draft): void
}

function FreezeFields({ draft, mistakes, error, onChange }: FreezeFieldsProps) {
  const { t } = useWords()
  const places = useLocations()
  const wrong = (field: keyof Draft) => {
    const own = mistakes[field] as 'ui.required' | undefined
    return own ? t(own) : isProblem(error) ? error.on(field) : undefined
  }
  return (
    <>
      <Field label={t('settings.freeze.name')} error={wrong('name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={120}
            placeholder={t('settings.freeze.name.example')}
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={t(`settings.freeze.${end}`)} error={wrong(end)}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={draft[end]}
                onChange={(event) => onChange({ ...draft, [end]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={t('settings.freeze.where')} error={wrong('locationId')}>
        {(control) => (
          <Choice
            {...control}
            value={draft.locationId}
            onChange={(event) => onChange({ ...draft, locationId: event.target.value })}
          >
            <option value="">{t('settings.freeze.everywhere')}</option>
            {places.map((place) => (
              <option key={place.id} value={place.id}>
                {place.path}
              </option>
            ))}
          </Choice>
        )}
      </Field>
    </>
  )
}
