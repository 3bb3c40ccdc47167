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
import { possibleActs } from './possible-acts'
import { useDeploymentActs } from './use-deployment-acts'
import { useRetry } from './use-retry'

/** What can be done in the state a deployment is in; the way on comes last and stands out. */
export function DeploymentActions({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { may } = useSession()
  const [asking, setAsking] = useState(false)
  const retry = useRetry(deployment.id)
  const { pause, resume, openRing, rollback } = useDeploymentActs(deployment)
  if (!may('deployments.manage')) return null
  const possible = possibleActs(deployment)
  return (
    <>
      {possible.cancel && <Button onClick={() => setAsking(true)}>{t('deployments.cancel')}</Button>}
      {possible.pause && (
        <Button busy={pause.isPending} onClick={() => pause.mutate()}>
          {t('deployments.pause')}
        </Button>
      )}
      {possible.rollback && (
        <Button busy={rollback.isPending} onClick={() => rollback.mutate()}>
          {t('deployments.rollback')}
        </Button>
      )}
      {possible.retry && (
        <Button look={possible.resume ? 'plain' : 'go'} busy={retry.isPending} onClick={() => retry.mutate()}>
          {t('deployments.retryFailed')}
        </Button>
      )}
      {possible.openRing && (
        <Button look="go" busy={openRing.isPending} onClick={() => openRing.mutate()}>
          {t('ring.openNext')}
        </Button>
      )}
      {possible.resume && (
        <Button look="go" busy={resume.isPending} onClick={() => resume.mutate()}>
          {t('deployments.resume')}
        </Button>
      )}
      {asking && <CancelDialog deployment={deployment} onClose={() => setAsking(false)} />}
    </>
  )
}

function CancelDialog({ deployment, onClose }: { deployment: Deployment; onClose(): void }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), deploymentId: deployment.id }
  const cancel = useMutation({
    mutationFn: () => call('POST /organizations/{organizationId}/deployments/{deploymentId}/cancel', { params }),
    onSuccess: () => {
      toast.success(t('deployments.cancelled'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      danger
      title={t('deployments.cancel.title')}
      body={t('deployments.cancel.body')}
      submit={t('deployments.cancel.submit')}
      busy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={() => cancel.mutate()}
    />
  )
}
