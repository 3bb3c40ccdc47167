'use client'

import type { Device, DeviceReplacement } from '@maestro/contract'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { FormProblem } from '@/features/frame/form-problem'
import { ShownOnce } from '@/features/frame/shown-once'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { ActStep } from './act-step'
import { ReplaceFields } from './replace-fields'
import { ReplacePreview } from './replace-preview'
import { type ReplacementForm, readyToPreview } from './replacement'
import { useReplacement } from './use-replacement'

interface ReplaceSheetProps {
  device: Device
  onClose(): void
}

const emptyForm = (device: Device): ReplacementForm => ({
  kind: 'known',
  device: null,
  serial: '',
  modelKey: device.modelKey,
  takeAssetTag: false,
  cause: 'failed',
})

/** Another device takes over the place of this one: choose it, look at what moves, and replace. */
export default function ReplaceSheet({ device, onClose }: ReplaceSheetProps) {
  const { t } = useWords()
  const { href } = useSession()
  const router = useRouter()
  const { preview, replace } = useReplacement(device)
  const [form, setForm] = useState(() => emptyForm(device))
  const openNew = (deviceId: string) => {
    onClose()
    router.push(href(`/devices/${deviceId}`))
  }
  const carryOut = (previewHash: string, reason: string) =>
    replace.mutate(
      { form, previewHash, reason },
      {
        onSuccess: (answer) => {
          toast.success(t('replace.done', { name: device.name, serial: answer.device.serial }))
          if (!answer.claimCode) openNew(answer.device.id)
        },
      },
    )
  if (replace.data?.claimCode) {
    const { device: next, claimCode } = replace.data
    return (
      <ShownOnce
        title={t('device.claim.title', { name: next.name })}
        lead={t('device.claim.lead')}
        secrets={[{ name: t('replace.claim', { serial: next.serial }), text: claimCode.code }]}
        onClose={() => openNew(next.id)}
      />
    )
  }
  if (preview.data) {
    const { data } = preview
    const back = () => {
      replace.reset()
      preview.reset()
    }
    return (
      <PreviewStep
        device={device}
        preview={data}
        busy={replace.isPending}
        error={replace.error}
        onBack={back}
        onClose={onClose}
        onReplace={(reason) => carryOut(data.previewHash, reason)}
      />
    )
  }
  const change = (changed: Partial<ReplacementForm>) => {
    preview.reset()
    setForm({ ...form, ...changed })
  }
  return (
    <ActStep
      title={t('replace.title', { name: device.name })}
      lead={t('replace.lead')}
      submit={t('replace.preview')}
      busy={preview.isPending}
      ready={readyToPreview(form)}
      out={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
      onClose={onClose}
      onSubmit={() => preview.mutate(form)}
    >
      <ReplaceFields device={device} form={form} error={preview.error} onChange={change} />
      <FormProblem error={preview.error} />
    </ActStep>
  )
}

interface PreviewStepProps {
  device: Device
  preview: DeviceReplacement
  busy: boolean
  error: Error | null
  onBack(): void
  onClose(): void
  onReplace(reason: string): void
}

function PreviewStep({ device, preview, busy, error, onBack, onClose, onReplace }: PreviewStepProps) {
  const { t } = useWords()
  const [reason, setReason] = useState('')
  return (
    <ActStep
      title={t('replace.title', { name: device.name })}
      lead={t('replace.lead')}
      submit={t('replace.submit', { name: device.name })}
      busy={busy}
      ready
      out={<Button onClick={onBack}>{t('replace.back')}</Button>}
      onClose={onClose}
      onSubmit={() => onReplace(reason)}
    >
      <ReplacePreview preview={preview} />
      <Field label={t('license.reason')} optional hint={t('license.reason.hint')}>
        {(control) => (
          <Input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <FormProblem error={error} />
    </ActStep>
  )
}
