'use client'

import type { Overview } from '@maestro/contract'
import { useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { LicenseNotices } from '@/features/licenses/license-notices'
import { TrialNote } from '@/features/licenses/trial-note'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Page } from '@/ui/page'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { ConnectionBox } from './connection-box'
import { FirmwareBox } from './firmware-box'
import { FirstSteps } from './first-steps'
import { Needs } from './needs'
import { Numbers } from './numbers'
import { PartnerOverview } from './partner-overview'

const isEmpty = (overview: Overview) => overview.rooms === 0 || overview.devices.all === 0

export function OverviewPage() {
  const { t } = useWords()
  const { may } = useSession()
  const overview = useRead('GET /organizations/{organizationId}/overview', { params: useOrganizationParams() })
  if (overview.error) return <ProblemState page error={overview.error} onRetry={() => void overview.refetch()} />
  if (!overview.data) {
    return (
      <Page title={t('overview.title')}>
        <SkeletonPage />
      </Page>
    )
  }
  if (isEmpty(overview.data)) {
    return may('customers.view') ? <PartnerOverview /> : <FirstSteps overview={overview.data} />
  }
  return (
    <Page title={t('overview.title')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Needs overview={overview.data} />
        {may('licenses.view') && (
          <>
            <TrialNote />
            <LicenseNotices />
          </>
        )}
        <Numbers overview={overview.data} />
        <div className="grid gap-4 lg:grid-cols-2">
          <ConnectionBox overview={overview.data} />
          <FirmwareBox overview={overview.data} />
        </div>
      </div>
    </Page>
  )
}
