'use client'

import type { Device, DeviceMove } from '@maestro/contract'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { FormProblem } from '@/features/frame/form-problem'
import { ShownOnce } from '@/features/frame/shown-once'
import type { ReachableOrganization } from '@/features/frame/use-reachable-organizations'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { Field, Input } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { ActStep } from './act-step'
import { MovePreview } from './move-preview'
import { useMove, useMoveDestinations } from './use-move'

interface MoveSheetProps {
  device: Device
  onClose(): void
}

/** To another organization: choose it, look at what stays behind, move, and take the claim code along. */
export default function MoveSheet({ device, onClose }: MoveSheetProps) {
  const { t } = useWords()
  const router = useRouter()
  const { preview, move } = useMove(device)
  const [to, setTo] = useState<ReachableOrganization | null>(null)
  const openThere = (deviceId: string) => {
    onClose()
    if (to) router.push(`/o/${to.segment}/devices/${deviceId}`)
  }
  const carryOut = (shown: DeviceMove, reason: string) =>
    move.mutate(
      { to: shown.to.id, previewHash: shown.previewHash, reason },
      {
        onSuccess: ({ claimCode, moved }) => {
          toast.success(t('move.done', { name: device.name, organization: shown.to.name }))
          if (!claimCode) openThere(moved.deviceId)
        },
      },
    )
  if (move.data?.claimCode && preview.data) {
    const { claimCode, moved } = move.data
    return (
      <ShownOnce
        title={t('move.claim.title', { name: device.name, organization: preview.data.to.name })}
        lead={t('move.claim.lead')}
        secrets={[{ name: t('replace.claim', { serial: device.serial }), text: claimCode.code }]}
        onClose={() => openThere(moved.deviceId)}
      />
    )
  }
  if (preview.data) {
    const { data } = preview
    const back = () => {
      move.reset()
      preview.reset()
    }
    return (
      <PreviewStep
        device={device}
        preview={data}
        busy={move.isPending}
        error={move.error}
        onBack={back}
        onClose={onClose}
        onMove={(reason) => carryOut(data, reason)}
      />
    )
  }
  return (
    <ActStep
      title={t('move.title', { name: device.name })}
      lead={t('move.lead')}
      submit={t('replace.preview')}
      busy={preview.isPending}
      ready={to !== null}
      out={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
      onClose={onClose}
      onSubmit={() => to && preview.mutate(to.id)}
    >
      <DestinationField
        value={to}
        onChange={(chosen) => {
          preview.reset()
          setTo(chosen)
        }}
      />
      <FormProblem error={preview.error} />
    </ActStep>
  )
}

interface DestinationFieldProps {
  value: ReachableOrganization | null
  onChange(chosen: ReachableOrganization): void
}

function DestinationField({ value, onChange }: DestinationFieldProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const { items, busy } = useMoveDestinations(search)
  const offered = value && !items.some((one) => one.id === value.id) ? [value, ...items] : items
  return (
    <Field label={t('move.to')} hint={t('move.to.hint')}>
      {(control) => (
        <Combobox
          {...control}
          label={t('move.to')}
          value={value?.id ?? null}
          options={offered.map((one) => ({ value: one.id, label: one.name }))}
          search={{ text: search, onChange: setSearch, busy }}
          onChange={(id) => {
            const chosen = offered.find((one) => one.id === id)
            if (chosen) onChange(chosen)
          }}
        />
      )}
    </Field>
  )
}

interface PreviewStepProps {
  device: Device
  preview: DeviceMove
  busy: boolean
  error: Error | null
  onBack(): void
  onClose(): void
  onMove(reason: string): void
}

function PreviewStep({ device, preview, busy, error, onBack, onClose, onMove }: PreviewStepProps) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  return (
    <ActStep
      title={t('move.title', { name: device.name })}
      lead={t('move.lead')}
      submit={t('move.submit', { organization: preview.to.name })}
      busy={busy}
      ready
      out={<Button onClick={onBack}>{t('replace.back')}</Button>}
      onClose={onClose}
      onSubmit={() => onMove(reason)}
    >
      <MovePreview device={device} preview={preview} />
      <Field label={t('license.reason')} optional hint={t('move.reason.hint')}>
        {(control) => (
          <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <FormProblem error={error} />
    </ActStep>
  )
}
