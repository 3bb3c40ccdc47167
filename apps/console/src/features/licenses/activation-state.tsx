'use client'

import type { Device } from '@maestro/contract'
import { CloudOff, Plug } from 'lucide-react'
import { RelativeTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

export type Activation = Device['activations'][number]

interface ActivationStateProps {
  device: Pick<Device, 'connection' | 'management' | 'state'>
  activation: Activation
}

/** Where a licence stands: on the device, on its way there and what that waits for, or taken away for now. */
export function ActivationState({ device, activation }: ActivationStateProps) {
  const { t } = useWords()
  if (activation.droppedAt) return <Status tone="bad">{t('license.dropped')}</Status>
  if (activation.confirmedAt) {
    return (
      <Status tone="ok">
        {t('license.confirmed')}
        <RelativeTime at={activation.confirmedAt} className="text-12 font-normal text-muted" />
      </Status>
    )
  }
  if (device.management === 'recorded') return <Status tone="off">{t('license.state.recorded')}</Status>
  if (device.state === 'staged') {
    return (
      <Status tone="off" icon={Plug}>
        {t('license.state.staged')}
      </Status>
    )
  }
  if (device.connection !== 'online') {
    return (
      <Status tone="info" icon={CloudOff}>
        {t('license.state.offline')}
      </Status>
    )
  }
  return (
    <Status tone="info" moving>
      {t('license.state.waiting')}
    </Status>
  )
}

/** Why a device goes without a licence that it has, and what brings it back. */
export function DropReason({ activation }: { activation: Activation }) {
  const { t } = useWords()
  if (!activation.droppedAt || !activation.dropCause) return null
  return (
    <p className="basis-full rounded-md bg-bad-soft px-3 py-2 text-12 text-bad">
      {t(`license.dropped.${activation.dropCause}`)} <RelativeTime at={activation.droppedAt} />
    </p>
  )
}
