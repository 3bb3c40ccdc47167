'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { useWords } from '@/words/words-provider'
import { useLocations } from './use-locations'

const kinds = ['region', 'site', 'building', 'floor'] as const

interface LocationDialogProps {
  onClose(): void
  onAdded(id: string): void
}

export default function LocationDialog({ onClose, onAdded }: LocationDialogProps) {
  const { t } = useWords()
  const form = useId()
  const params = useOrganizationParams()
  const places = useLocations()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>('site')
  const [parentId, setParentId] = useState('')
  const add = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/locations', {
        params,
        body: { name: name.trim(), kind, parentId: parentId || null },
      }),
    onSuccess: (location) => {
      onAdded(location.id)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (name.trim()) add.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('room.place.add')}
      footer={
        <SubmitFooter form={form} busy={add.isPending} disabled={!name.trim()} onCancel={onClose}>
          {t('room.place.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('room.name')}>
          {(control) => <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t('room.place.kind')}>
          {(control) => (
            <Choice
              {...control}
              value={kind}
              onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? 'site')}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {t(`place.kind.${one}`)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('room.place.parent')}>
          {(control) => (
            <Choice {...control} value={parentId} onChange={(event) => setParentId(event.target.value)}>
              <option value="">{t('room.place.top')}</option>
              {places.map((place) => (
                <option key={place.id} value={place.id}>
                  {place.path}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <FormProblem error={add.error} />
      </form>
    </Dialog>
  )
}
