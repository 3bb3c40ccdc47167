'use client'

import type { Deployment } from '@maestro/contract'
import { PreviewTable } from '@/features/preparation/preview-table'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { useWords } from '@/words/words-provider'
import { ApprovalPanel } from './approval-panel'
import { DeploymentFacts } from './deployment-facts'
import { DeploymentState } from './deployment-state'

/** Exactly what a second person is asked to approve. */
export function ApprovalPage({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  return (
    <Page title={deployment.title} state={<DeploymentState deployment={deployment} />} lead={deployment.reason}>
      <WithAside
        aside={
          <AsidePart title={t('device.facts')}>
            <DeploymentFacts deployment={deployment} />
          </AsidePart>
        }
      >
        <ApprovalPanel deployment={deployment} />
        <PreviewTable deployment={deployment} />
      </WithAside>
    </Page>
  )
}
