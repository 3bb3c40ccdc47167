'use client'

import type { Deployment } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '@/api/call'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { useRetry } from './use-retry'

export function DeploymentActions({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { may } = useSession()
  const [asking, setAsking] = useState(false)
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const retry = useRetry(deployment.id)
  const cancel = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/cancel', { params }),
    onSuccess: () => {
      toast.success(t('deployments.cancelled'))
      setAsking(false)
    },
  })
  if (!may('deployments.manage')) return null
  return (
    <>
      {deployment.state === 'running' && <Button onClick={() => setAsking(true)}>{t('deployments.cancel')}</Button>}
      {(deployment.counts.failed ?? 0) > 0 && (
        <Button look="go" busy={retry.isPending} onClick={() => retry.mutate()}>
          {t('deployments.retryFailed')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          danger
          title={t('deployments.cancel.title')}
          body={t('deployments.cancel.body')}
          submit={t('deployments.cancel.submit')}
          busy={cancel.isPending}
          error={cancel.error}
          onClose={() => setAsking(false)}
          onConfirm={() => cancel.mutate()}
        />
      )}
    </>
  )
}
