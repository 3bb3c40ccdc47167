'use client'

import type { Deployment } from '@maestro/contract'
import { useRead } from '@/api/read'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { Box } from '@/ui/box'
import { Fact, Facts } from '@/ui/facts'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { DeploymentActions } from './deployment-actions'
import { DeploymentState } from './deployment-state'
import { ProgressBar } from './progress-bar'
import { targetStates } from './target-state'
import { TargetTable } from './target-table'
import { WhyFailed } from './why-failed'

export function DeploymentPage({ deploymentId }: { deploymentId: string }) {
  const { t } = useWords()
  const deployment = useRead('GET /organizations/{organizationId}/deployments/{deploymentId}', {
    params: { ...useOrganizationParams(), deploymentId },
  })
  const data = deployment.data
  useCrumbs(data ? [{ label: data.title }] : null)
  if (deployment.error) return <ProblemState page error={deployment.error} onRetry={() => void deployment.refetch()} />
  if (!data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return (
    <Page
      title={data.title}
      state={<DeploymentState deployment={data} />}
      actions={<DeploymentActions deployment={data} />}
      lead={data.reason}
    >
      <WithAside
        aside={
          <AsidePart title={t('device.facts')}>
            <DeploymentFacts deployment={data} />
          </AsidePart>
        }
      >
        <ProgressBox deployment={data} />
        {(data.counts.failed ?? 0) > 0 && <WhyFailed deploymentId={data.id} />}
        <TargetTable deployment={data} />
      </WithAside>
    </Page>
  )
}

function ProgressBox({ deployment }: { deployment: Deployment }) {
  const { t, number } = useWords()
  const counts = targetStates
    .map((state) => ({ state, count: deployment.counts[state] ?? 0 }))
    .filter(({ count }) => count > 0)
  return (
    <Box title={t('deployments.progress')}>
      <ProgressBar deployment={deployment} />
      <p aria-live="polite" className="mt-2 text-13 text-muted">
        {counts.map(({ state, count }) => `${number(count)} ${t(`targets.state.${state}`).toLowerCase()}`).join(' · ')}
      </p>
    </Box>
  )
}

function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const { t, number } = useWords()
  return (
    <Facts>
      <Fact name={t('deployments.progress')}>
        <span className="text-28 normal-nums leading-none font-semibold tracking-tight">
          {number(deployment.counts.confirmed ?? 0)}
        </span>
        <span className="text-muted">{t('deployments.ofTotal', { total: deployment.total })}</span>
      </Fact>
      <Fact name={t('deployments.started')}>
        <RelativeTime at={deployment.createdAt} />
      </Fact>
      {deployment.finishedAt && (
        <Fact name={t('deployments.finished')}>
          <RelativeTime at={deployment.finishedAt} />
        </Fact>
      )}
      <Fact name={t('deployments.startedBy')}>{deployment.createdBy}</Fact>
      {deployment.reason && <Fact name={t('deployments.reason')}>{deployment.reason}</Fact>}
    </Facts>
  )
}
