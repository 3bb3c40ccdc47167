'use client'

import type { Device, Room } from '@maestro/contract'
import { DEVICE_MODELS, findModel, type RegistrationMode } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { AddDeviceFields } from './add-device-fields'
import ClaimDialog from './claim-dialog'

export interface AddDeviceForm {
  modelKey: string
  management: 'linked' | 'recorded'
  name: string
  serial: string
  assetTag: string
  room: { id: string; name: string } | null
  firmware: string
  mode: RegistrationMode
  address: string
  source: string
  date: string
}

const emptyForm = (room: Pick<Room, 'id' | 'name'> | null): AddDeviceForm => ({
  modelKey: DEVICE_MODELS[0]?.key ?? '',
  management: 'linked',
  name: '',
  serial: '',
  assetTag: '',
  room,
  firmware: '',
  mode: 'none',
  address: '',
  source: '',
  date: new Date().toISOString().slice(0, 10),
})

function bodyOf(form: AddDeviceForm) {
  const recorded = form.management === 'recorded'
  return {
    modelKey: form.modelKey,
    management: form.management,
    name: form.name.trim(),
    serial: form.serial.trim(),
    assetTag: form.assetTag.trim() || null,
    roomId: form.room?.id ?? null,
    ...(recorded && {
      firmwareVersion: form.firmware.trim() || null,
      registration: { mode: form.mode, target: null, address: form.address.trim() || null },
      ...(form.source.trim() && { factsSource: form.source.trim() }),
      factsAt: new Date(form.date || Date.now()).toISOString(),
    }),
  }
}

interface AddDeviceDialogProps {
  room?: Pick<Room, 'id' | 'name'>
  onClose(): void
}

/** Adds a device: a linked one goes on to its claim code, a recorded one is done. */
export default function AddDeviceDialog({ room, onClose }: AddDeviceDialogProps) {
  const { t } = useWords()
  const id = useId()
  const router = useRouter()
  const { href } = useSession()
  const params = useOrganizationParams()
  const [form, setForm] = useState(() => emptyForm(room ?? null))
  const [added, setAdded] = useState<Device | null>(null)
  const add = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/devices', { params, body: bodyOf(form) }),
    onSuccess: (device) => {
      toast.success(t('addDevice.added', { name: device.name }))
      if (device.management === 'linked') setAdded(device)
      else {
        router.push(href(`/devices/${device.id}`))
        onClose()
      }
    },
  })
  const ready = form.name.trim() !== '' && form.serial.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) add.mutate()
  }
  if (added) {
    const open = () => {
      router.push(href(`/devices/${added.id}`))
      onClose()
    }
    return <ClaimDialog device={added} onClose={open} />
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('addDevice.title')}
      footer={
        <SubmitFooter form={id} busy={add.isPending} disabled={!ready} onCancel={onClose}>
          {t('addDevice.submit')}
        </SubmitFooter>
      }
    >
      <form id={id} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <AddDeviceFields
          form={form}
          error={add.error}
          onChange={(changed) => {
            const model = changed.modelKey === undefined ? undefined : findModel(changed.modelKey)
            const management =
              model && ({ management: model.management === 'recorded' ? 'recorded' : 'linked' } as const)
            setForm({ ...form, ...changed, ...management })
          }}
        />
        <FormProblem error={add.error} />
      </form>
    </Dialog>
  )
}
