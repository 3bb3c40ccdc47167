'use client'

import type { LicensePool } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import ConfirmDialog from '@/features/frame/confirm-dialog-content'
import { useOrganizationParams } from '@/features/session/session'
import { Field, TextArea } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

interface StopPoolDialogProps {
  pool: LicensePool
  act: 'suspend' | 'resume' | 'revoke'
  onClose(): void
}

/** Says what becomes of the devices, and asks why; nothing is stopped without a reason. */
export default function StopPoolDialog({ pool, act, onClose }: StopPoolDialogProps) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const params = { ...useOrganizationParams(), poolId: pool.id }
  const [version] = useState(pool.version)
  const [why, setWhy] = useState('')
  const [left, setLeft] = useState(false)
  const needed = act !== 'resume'
  const stop = useMutation({
    mutationFn: () => {
      const input = { params, version, body: { why: why.trim() } }
      switch (act) {
        case 'suspend':
          return call('POST /organizations/{organizationId}/licenses/pools/{poolId}/suspend', input)
        case 'revoke':
          return call('POST /organizations/{organizationId}/licenses/pools/{poolId}/revoke', input)
        case 'resume':
          return call('POST /organizations/{organizationId}/licenses/pools/{poolId}/resume', {
            ...input,
            body: why.trim() ? { why: why.trim() } : {},
          })
      }
    },
    onSuccess: () => {
      toast.success(t(`pools.${act}.done`))
      onClose()
    },
  })
  const missing = needed && left && !why.trim() ? t('ui.required') : undefined
  const confirm = () => {
    setLeft(true)
    if (!needed || why.trim()) stop.mutate()
  }
  return (
    <ConfirmDialog
      title={t(`pools.${act}.title`, { feature: featureName(pool.featureKey) })}
      body={t(`pools.${act}.body`, { count: pool.active })}
      submit={t(`pools.${act}.submit`)}
      danger={act === 'revoke'}
      busy={stop.isPending}
      error={stop.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Field label={t('pools.why')} optional={!needed} hint={t('pools.why.hint')} error={missing}>
        {(control) => (
          <TextArea
            {...control}
            maxLength={500}
            value={why}
            onBlur={() => setLeft(true)}
            onChange={(event) => setWhy(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
