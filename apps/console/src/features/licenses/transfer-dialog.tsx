'use client'

import type { Device, DeviceSummary } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { DeviceChoice } from '@/features/devices/device-choice'
import { FormProblem } from '@/features/frame/form-problem'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { Field, Input } from '@/ui/field'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

interface TransferDialogProps {
  device: Device
  featureKey: string
  onClose(): void
}

/** Why a device cannot take a licence over, before anything is sent. */
function useUnfit(featureKey: string) {
  const { t } = useWords()
  const { featureName, modelName } = useCatalogue()
  const feature = featureName(featureKey)
  return (to: DeviceSummary | null): string | undefined => {
    if (!to) return undefined
    if (to.features.includes(featureKey)) return t('license.transfer.already', { name: to.name, feature })
    const able: readonly string[] = findModel(to.modelKey)?.licensable ?? []
    if (!able.includes(featureKey)) return t('license.transfer.cannot', { model: modelName(to.modelKey), feature })
    return undefined
  }
}

/** Moves a licence to another device. */
export default function TransferDialog({ device, featureKey, onClose }: TransferDialogProps) {
  const { t } = useWords()
  const form = useId()
  const { featureName } = useCatalogue()
  const feature = featureName(featureKey)
  const [to, setTo] = useState<DeviceSummary | null>(null)
  const [reason, setReason] = useState('')
  const unfit = useUnfit(featureKey)(to)
  const params = { ...useOrganizationParams(), deviceId: device.id, featureKey }
  const transfer = useMutation({
    mutationFn: (toDeviceId: string) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/activations/{featureKey}/transfer', {
        params,
        body: { toDeviceId, ...(reason.trim() && { reason: reason.trim() }) },
      }),
    onSuccess: ({ to: device }) => {
      toast.success(t('license.transferred', { feature, name: device.name }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to && !unfit) transfer.mutate(to.id)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('license.transfer.title', { feature, name: device.name })}
      lead={t('license.transfer.lead')}
      footer={
        <SubmitFooter form={form} busy={transfer.isPending} disabled={!to || unfit !== undefined} onCancel={onClose}>
          {to && !unfit ? t('license.transfer.submitTo', { name: to.name }) : t('license.transfer.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)] gap-4" noValidate>
        <Field label={t('license.transfer.to')} error={unfit}>
          {(control) => (
            <DeviceChoice
              control={control}
              value={to}
              except={device.id}
              onChange={(next) => {
                transfer.reset()
                setTo(next)
              }}
            />
          )}
        </Field>
        {to && !unfit && <Consequence from={device} to={to} feature={feature} />}
        <Field label={t('license.reason')} optional hint={t('license.reason.hint')}>
          {(control) => (
            <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <FormProblem error={transfer.error} />
      </form>
    </Dialog>
  )
}

function Consequence({ from, to, feature }: { from: Device; to: DeviceSummary; feature: string }) {
  const { t } = useWords()
  const unreachable = from.management !== 'recorded' && from.state === 'active' && from.connection !== 'online'
  return (
    <div className="grid gap-1 rounded-md bg-off-soft px-3 py-2 text-13">
      <p>{t('license.transfer.consequence', { feature, from: from.name, to: to.name })}</p>
      {unreachable && <p className="text-warn">{t('license.offline.consequence', { name: from.name })}</p>}
    </div>
  )
}
