'use client'

import type { Device } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { FormProblem } from '@/features/frame/form-problem'
import { ReasonField, reasonIn } from '@/features/frame/reason-field'
import { RoomChoice } from '@/features/rooms/room-choice'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

/** Changes what people know of a device; for a recorded one also its noted facts. */
export default function EditDialog({ device, onClose }: { device: Device; onClose(): void }) {
  const { t } = useWords()
  const form = useId()
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const recorded = device.management === 'recorded'
  const [name, setName] = useState(device.name)
  const [assetTag, setAssetTag] = useState(device.assetTag ?? '')
  const [room, setRoom] = useState(device.room)
  const [firmware, setFirmware] = useState(device.firmwareVersion ?? '')
  const [source, setSource] = useState('')
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /organizations/{organizationId}/devices/{deviceId}', {
        params,
        version: device.version,
        body: {
          name: name.trim(),
          assetTag: assetTag.trim() || null,
          roomId: room?.id ?? null,
          ...(recorded && { firmwareVersion: firmware.trim() || null }),
          ...(recorded && source.trim() && { factsSource: source.trim(), factsAt: new Date().toISOString() }),
          ...reasonIn(reason),
        },
      }),
    onSuccess: () => {
      toast.success(t('device.saved'))
      onClose()
    },
  })
  const problem = isProblem(save.error) ? save.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) save.mutate()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('device.edit.title', { name: device.name })}
      footer={
        <SubmitFooter form={form} busy={save.isPending} onCancel={onClose}>
          {t('ui.save')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('device.name')} error={name.trim() ? problem?.on('name') : t('ui.required')}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('device.room')} error={problem?.on('roomId')}>
          {(control) => <RoomChoice control={control} value={room} onChange={setRoom} />}
        </Field>
        <Field label={t('device.assetTag')} optional error={problem?.on('assetTag')}>
          {(control) => <Input {...control} value={assetTag} onChange={(event) => setAssetTag(event.target.value)} />}
        </Field>
        {recorded && (
          <>
            <Field label={t('device.firmware')} optional error={problem?.on('firmwareVersion')}>
              {(control) => (
                <Input {...control} value={firmware} onChange={(event) => setFirmware(event.target.value)} />
              )}
            </Field>
            <Field
              label={t('addDevice.source')}
              hint={t('addDevice.source.hint')}
              optional
              error={problem?.on('factsSource')}
            >
              {(control) => <Input {...control} value={source} onChange={(event) => setSource(event.target.value)} />}
            </Field>
          </>
        )}
        <ReasonField value={reason} onChange={setReason} />
        <FormProblem error={save.error} />
      </form>
    </Dialog>
  )
}
