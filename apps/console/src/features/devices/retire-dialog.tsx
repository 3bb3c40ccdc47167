'use client'

import type { Device } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams } from '@/features/session/session'
import { Choice, Field } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { type RetireCause, retireCauses } from './retire-causes'

export default function RetireDialog({ device, onClose }: { device: Device; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const [cause, setCause] = useState<RetireCause>('failed')
  const retire = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/retire', {
        params,
        version: device.version,
        body: { cause },
      }),
    onSuccess: () => {
      toast.success(t('device.retired', { name: device.name }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      danger
      title={t('device.retire.title', { name: device.name })}
      body={t('device.retire.body')}
      submit={t('device.retire.submit')}
      busy={retire.isPending}
      error={retire.error}
      onClose={onClose}
      onConfirm={() => retire.mutate()}
    >
      <Field label={t('device.retire.cause')}>
        {(control) => (
          <Choice
            {...control}
            value={cause}
            onChange={(event) => setCause(retireCauses.find((one) => one === event.target.value) ?? 'failed')}
          >
            {retireCauses.map((one) => (
              <option key={one} value={one}>
                {t(`device.cause.${one}`)}
              </option>
            ))}
          </Choice>
        )}
      </Field>
    </ConfirmDialog>
  )
}
