'use client'

import type { Deployment } from '@maestro/contract'
import { DeploymentState } from '@/features/deployments/deployment-state'
import { useSession } from '@/features/session/session'
import { Page } from '@/ui/page'
import { Empty } from '@/ui/states'
import { useWords, type Words } from '@/words/words-provider'
import { DraftBar } from './draft-bar'
import { PlanForm } from './plan-form'
import { Preparing } from './preparing'
import { PreviewTable } from './preview-table'
import { usePlan } from './use-plan'

/** What would be sent, to whom, when and how: nothing leaves before the one button is pressed. */
export function DraftPage({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { may } = useSession()
  const planning = usePlan(deployment)
  const count = deployment.preview?.devices ?? 0
  const ready = deployment.state === 'draft'
  const empty = ready && count === 0
  return (
    <Page
      title={titleOf(deployment.title, ready, count, t)}
      state={<DeploymentState deployment={deployment} />}
      lead={ready && !empty ? t('prepare.lead', { title: deployment.title }) : undefined}
    >
      {deployment.stateReason && (
        <p className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">{deployment.stateReason.text}</p>
      )}
      {empty ? (
        <Empty title={t('prepare.nothing')}>{t('prepare.nothing.body')}</Empty>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="min-w-0">
            {ready ? <PreviewTable deployment={deployment} /> : <Preparing deployment={deployment} />}
          </div>
          <aside aria-label={t('prepare.plan')}>
            <PlanForm planning={planning} editable={may('deployments.manage')} />
          </aside>
        </div>
      )}
      {may('deployments.manage') && <DraftBar deployment={deployment} planning={planning} />}
    </Page>
  )
}

function titleOf(title: string, ready: boolean, count: number, t: Words['t']): string {
  if (!ready) return title
  return count === 0 ? t('prepare.nothing') : t('prepare.title', { count })
}
