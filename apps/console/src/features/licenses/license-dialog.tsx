'use client'

import type { Device } from '@maestro/contract'
import { parseLicenseKey } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams } from '@/features/session/session'
import { Dialog } from '@/ui/dialog'
import { SubmitFooter } from '@/ui/submit-footer'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { FreeUnits } from './free-units'
import { KeyField } from './key-field'
import { characterCount, formatKeyText, keyLength } from './key-text'

interface LicenseDialogProps {
  device: Pick<Device, 'id' | 'name' | 'modelKey'>
  /** The feature somebody is after; units of it are offered first. */
  featureKey: string | null
  onClose(): void
  onActivated?(): void
}

/** Activates a licence on a device: by a typed key, or with a unit that is already here. */
export default function LicenseDialog({ device, featureKey, onClose, onActivated }: LicenseDialogProps) {
  const { t } = useWords()
  const form = useId()
  const [text, setText] = useState('')
  const [left, setLeft] = useState(false)
  const { featureName } = useCatalogue()
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const activate = useMutation({
    mutationFn: (body: { key: string } | { featureKey: string }) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/activations', { params, body }),
    onSuccess: (answer) => {
      const words = { feature: featureName(answer.featureKey), name: device.name }
      if (answer.alreadyActive) toast.info(t('license.alreadyActive', words))
      else toast.success(t('license.activated', words), t('license.next'))
      onActivated?.()
      onClose()
    },
  })
  const count = characterCount(text)
  const whole = count === keyLength
  const mistyped = whole && !parseLicenseKey(text).ok
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setLeft(true)
    if (whole && !mistyped) activate.mutate({ key: text })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('license.activate.title', { name: device.name })}
      lead={t('license.activate.lead')}
      footer={
        <SubmitFooter form={form} busy={activate.isPending} onCancel={onClose}>
          {t('license.submit')}
        </SubmitFooter>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <KeyField
          text={text}
          problem={activate.error}
          mistyped={mistyped}
          tooShort={left && !whole ? count : null}
          onChange={(next) => {
            activate.reset()
            setText(formatKeyText(next))
          }}
          onLeave={() => setLeft(text !== '')}
        />
      </form>
      <FreeUnits
        device={device}
        featureKey={featureKey}
        busy={activate.isPending}
        onUse={(feature) => activate.mutate({ featureKey: feature })}
      />
    </Dialog>
  )
}
