'use client'

import type { Deployment } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useRead } from '@/api/read'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { SkeletonPage, SkeletonRows } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { DeploymentActions } from './deployment-actions'
import { DeploymentFacts } from './deployment-facts'
import { DeploymentState } from './deployment-state'
import { RingCards } from './ring-cards'
import { useDeploymentTitle } from './use-deployment-title'

const Loading = () => (
  <div className="p-6">
    <SkeletonPage />
  </div>
)
const DraftPage = dynamic(() => import('@/features/preparation/draft-page').then((module) => module.DraftPage), {
  loading: Loading,
})
const ApprovalPage = dynamic(() => import('./approval-page').then((module) => module.ApprovalPage), {
  loading: Loading,
})

const TargetTable = dynamic(() => import('./target-table').then((module) => module.TargetTable), {
  loading: () => <SkeletonRows rows={4} />,
})
const JoinedNote = dynamic(() => import('./joined-note').then((module) => module.JoinedNote))
const WhyFailed = dynamic(() => import('./why-failed').then((module) => module.WhyFailed))

const whilePreparing = 1000

export function DeploymentPage({ deploymentId }: { deploymentId: string }) {
  const read = { params: { ...useOrganizationParams(), deploymentId } }
  const address = 'GET /organizations/{organizationId}/deployments/{deploymentId}'
  const deployment = useRead(address, read)
  const data = deployment.data
  // Progress is shown even when no event says that it moved on.
  useRead(address, read, { enabled: data?.state === 'preparing', refetchInterval: whilePreparing })
  const titleOf = useDeploymentTitle()
  useCrumbs(data ? [{ label: titleOf(data) }] : null)
  if (deployment.error) return <ProblemState page error={deployment.error} onRetry={() => void deployment.refetch()} />
  if (!data) return <Loading />
  switch (data.state) {
    case 'preparing':
    case 'draft':
      return <DraftPage key={data.id} deployment={data} />
    case 'awaiting-approval':
      return <ApprovalPage deployment={data} />
    default:
      return <Progress deployment={data} />
  }
}

function Progress({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const titleOf = useDeploymentTitle()
  return (
    <Page
      title={titleOf(deployment)}
      state={<DeploymentState deployment={deployment} />}
      actions={<DeploymentActions deployment={deployment} />}
      lead={deployment.stateReason?.text ?? deployment.reason}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {(deployment.approval?.waiting ?? 0) > 0 && <JoinedNote deployment={deployment} />}
        <RingCards deployment={deployment} />
        <WithAside
          aside={
            <AsidePart title={t('device.facts')}>
              <DeploymentFacts deployment={deployment} />
            </AsidePart>
          }
        >
          {(deployment.counts.failed ?? 0) > 0 && <WhyFailed deploymentId={deployment.id} />}
          <TargetTable deployment={deployment} />
        </WithAside>
      </div>
    </Page>
  )
}
