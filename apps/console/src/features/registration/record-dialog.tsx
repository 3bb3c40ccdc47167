'use client'

import type { Device } from '@maestro/contract'
import { REGISTRATION_MODES, type RegistrationMode } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Choice, Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { useModeWords } from './use-mode-words'

/** Notes how a device is registered; it changes nothing on the device. */
export default function RecordDialog({ device, onClose }: { device: Device; onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const { modeName } = useCatalogue()
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const [mode, setMode] = useState<RegistrationMode>(device.registrationMode)
  const { consequence } = useModeWords(mode)
  const [target, setTarget] = useState(device.registration?.target ?? '')
  const [address, setAddress] = useState(device.registration?.address ?? '')
  const [source, setSource] = useState('')
  const record = useMutation({
    mutationFn: () =>
      call('PUT /organizations/{organizationId}/devices/{deviceId}/registration', {
        params,
        version: device.version,
        body: { mode, target: target.trim() || null, address: address.trim() || null, source: source.trim() },
      }),
    onSuccess: () => {
      toast.success(t('registration.recorded'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (source.trim()) record.mutate()
  }
  const problem = isProblem(record.error) ? record.error : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('registration.record.title', { name: device.name })}
      lead={t('registration.record.lead')}
      footer={
        <SubmitFooter form={form} busy={record.isPending} disabled={!source.trim()} onCancel={onClose}>
          {t('registration.record.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('registration.mode')} hint={consequence}>
          {(control) => (
            <Choice {...control} value={mode} onChange={(event) => setMode(event.target.value as RegistrationMode)}>
              {REGISTRATION_MODES.map((one) => (
                <option key={one} value={one}>
                  {modeName(one)}
                </option>
              ))}
            </Choice>
          )}
        </Field>
        <Field label={t('registration.target')} optional error={problem?.on('target')}>
          {(control) => <Input {...control} value={target} onChange={(event) => setTarget(event.target.value)} />}
        </Field>
        <Field label={t('registration.address')} optional error={problem?.on('address')}>
          {(control) => <Input {...control} value={address} onChange={(event) => setAddress(event.target.value)} />}
        </Field>
        <Field label={t('addDevice.source')} hint={t('addDevice.source.hint')} error={problem?.on('source')}>
          {(control) => (
            <Input {...control} required value={source} onChange={(event) => setSource(event.target.value)} />
          )}
        </Field>
        <FormProblem error={record.error} />
      </form>
    </Dialog>
  )
}
