'use client'

import type { Device } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { ActivationFacts } from './activation-facts'
import { type Activation, ActivationState, DropReason } from './activation-state'

const TransferDialog = dynamic(() => import('./transfer-dialog'), { ssr: false })

interface DeviceActivationProps {
  device: Device
  activation: Activation
  mayChange: boolean
}

/** One licence of a device: its state, where it comes from, and what can be done with it. */
export function DeviceActivation({ device, activation, mayChange }: DeviceActivationProps) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [open, setOpen] = useState<'transfer' | 'release' | null>(null)
  const feature = featureName(activation.featureKey)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 py-2.5 first:pt-0 last:pb-0">
      <div className="min-w-56 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 text-13 font-medium">
          {feature}
          <ActivationState device={device} activation={activation} />
        </div>
        <ActivationFacts activation={activation} />
      </div>
      {mayChange && (
        <div className="flex gap-1">
          <Button
            size="small"
            look="ghost"
            aria-label={t('license.transfer.of', { feature })}
            onClick={() => setOpen('transfer')}
          >
            {t('license.transfer')}
          </Button>
          <Button
            size="small"
            look="ghost"
            aria-label={t('license.release.of', { feature })}
            onClick={() => setOpen('release')}
          >
            {t('license.release')}
          </Button>
        </div>
      )}
      <DropReason activation={activation} />
      {open === 'transfer' && (
        <TransferDialog device={device} featureKey={activation.featureKey} onClose={() => setOpen(null)} />
      )}
      {open === 'release' && (
        <ReleaseDialog device={device} featureKey={activation.featureKey} onClose={() => setOpen(null)} />
      )}
    </li>
  )
}

interface ReleaseDialogProps {
  device: Device
  featureKey: string
  onClose(): void
}

function ReleaseDialog({ device, featureKey, onClose }: ReleaseDialogProps) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const feature = featureName(featureKey)
  const params = { ...useOrganizationParams(), deviceId: device.id, featureKey }
  const release = useMutation({
    mutationFn: () =>
      call('DELETE /organizations/{organizationId}/devices/{deviceId}/activations/{featureKey}', { params }),
    onSuccess: () => {
      toast.success(t('license.released', { feature }))
      onClose()
    },
  })
  const unreachable = device.management !== 'recorded' && device.state === 'active' && device.connection !== 'online'
  return (
    <ConfirmDialog
      title={t('license.release.title', { feature, name: device.name })}
      body={t('license.release.body', { feature })}
      submit={t('license.release.submit')}
      busy={release.isPending}
      error={release.error}
      onClose={onClose}
      onConfirm={() => release.mutate()}
    >
      {unreachable && <p className="text-13 text-warn">{t('license.offline.consequence', { name: device.name })}</p>}
    </ConfirmDialog>
  )
}
