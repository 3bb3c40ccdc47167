'use client'

import type { Deployment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams } from '@/features/session/session'
import { Field, TextArea } from '@/ui/field'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

export function RejectDialog({ deployment, onClose }: { deployment: Deployment; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const reject = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/deployments/{deploymentId}/reject', {
        params,
        body: { reason: reason.trim() },
      }),
    onSuccess: () => {
      toast.success(t('approval.rejected', { name: deployment.createdBy }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('approval.reject.title')}
      body={t('approval.reject.body')}
      submit={t('approval.reject.submit')}
      busy={reject.isPending}
      error={reject.error}
      onClose={onClose}
      onConfirm={() => {
        setTried(true)
        if (reason.trim()) reject.mutate()
      }}
    >
      <Field label={t('approval.reject.reason')} error={tried && !reason.trim() ? t('ui.required') : undefined}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
