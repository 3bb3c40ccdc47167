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

interface OfferedAct {
  possible: boolean
  label:
    | 'deployments.pause'
    | 'deployments.rollback'
    | 'deployments.retryFailed'
    | 'ring.openNext'
    | 'deployments.resume'
  act: { isPending: boolean; mutate(): void }
  look?: 'plain' | 'go'
}

/** What can be done in the state a deployment is in; the way on comes last and stands out. */
export function DeploymentActions({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { may } = useSession()
  const [asking, setAsking] = useState(false)
  const retry = useRetry(deployment.id)
  const { pause, resume, openRing, rollback } = useDeploymentActs(deployment)
  if (!may('deployments.manage')) return null
  const possible = possibleActs(deployment)
  const acts: readonly OfferedAct[] = [
    { possible: possible.pause, label: 'deployments.pause', act: pause },
    { possible: possible.rollback, label: 'deployments.rollback', act: rollback },
    { possible: possible.retry, label: 'deployments.retryFailed', act: retry, look: possible.resume ? 'plain' : 'go' },
    { possible: possible.openRing, label: 'ring.openNext', act: openRing, look: 'go' },
    { possible: possible.resume, label: 'deployments.resume', act: resume, look: 'go' },
  ]
  // An act may change what is left to do: until the page shows its outcome, no other is offered.
  const acting = acts.some(({ act }) => act.isPending)
  return (
    <>
      {possible.cancel && (
        <Button disabled={acting} onClick={() => setAsking(true)}>
          {t('deployments.cancel')}
        </Button>
      )}
      {acts
        .filter((one) => one.possible)
        .map(({ label, act, look = 'plain' }) => (
          <Button key={label} look={look} busy={act.isPending} disabled={acting} onClick={() => act.mutate()}>
            {t(label)}
          </Button>
        ))}
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
