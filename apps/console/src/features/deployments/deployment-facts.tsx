'use client'

import type { Deployment } from '@maestro/contract'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { Fact, Facts } from '@/ui/facts'
import { ExactTime, RelativeTime } from '@/ui/relative-time'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { PlanFacts } from './plan-facts'

/** What is worth knowing about a deployment at one glance. */
export function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const { t, number } = useWords()
  const { href } = useSession()
  const { approval } = deployment
  return (
    <Facts>
      <Fact name={t('deployments.progress')}>
        <span className="text-28 normal-nums leading-none font-semibold tracking-tight">
          {number(deployment.counts.confirmed ?? 0)}
        </span>
        <span className="text-muted">{t('deployments.ofTotal', { total: deployment.total })}</span>
      </Fact>
      <Speed deployment={deployment} />
      <Fact name={t('deployments.started')}>
        <RelativeTime at={deployment.startedAt ?? deployment.createdAt} />
      </Fact>
      {deployment.finishedAt && (
        <Fact name={t('deployments.finished')}>
          <RelativeTime at={deployment.finishedAt} />
        </Fact>
      )}
      <Fact name={t('deployments.startedBy')}>{deployment.createdBy}</Fact>
      {approval?.by && approval.at && (
        <Fact name={t('deployments.approved')}>
          {approval.by}, <ExactTime at={approval.at} />
        </Fact>
      )}
      {approval?.emergency && (
        <Fact name={t('deployments.approved')}>
          <Tag tone="warn">{t('approval.emergency')}</Tag>
        </Fact>
      )}
      {deployment.licenseBatchId && (
        <Fact name={t('deployments.ofBatch.fact')}>
          <Link href={href(`/licenses/batches/${deployment.licenseBatchId}`)} className="text-accent hover:underline">
            {t('deployments.ofBatch.link')}
          </Link>
        </Fact>
      )}
      {deployment.rollbackOf && (
        <Fact name={t('deployments.rollbackOf')}>
          <Link href={href(`/deployments/${deployment.rollbackOf}`)} className="text-accent hover:underline">
            {t('deployments.rollbackOf.link')}
          </Link>
        </Fact>
      )}
      <PlanFacts deployment={deployment} />
      {deployment.reason && <Fact name={t('deployments.reason')}>{deployment.reason}</Fact>}
    </Facts>
  )
}

function Speed({ deployment: { progress, state } }: { deployment: Deployment }) {
  const { t, number } = useWords()
  if (!progress || state !== 'running') return null
  const left = progress.secondsLeft
  return (
    <>
      <Fact name={t('deployments.rate')}>
        {t('deployments.rate.value', { rate: number(Math.round(progress.perMinute)) })}
      </Fact>
      {left !== null && (
        <Fact name={t('deployments.timeLeft')}>
          {left < 90
            ? t('deployments.timeLeft.seconds', { seconds: left })
            : t('deployments.timeLeft.minutes', { minutes: Math.round(left / 60) })}
        </Fact>
      )}
    </>
  )
}
