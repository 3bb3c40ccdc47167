'use client'

import type { LicenseBatch } from '@maestro/contract'
import { urlOf } from '@/api/call'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { DownloadLink } from '@/ui/download-link'
import { Page } from '@/ui/page'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { BatchState } from './batch-state'
import { BatchBar } from './license-many-bar'
import { BatchProgress } from './license-many-progress'
import { BatchTable } from './license-many-table'

/** One feature for many devices, or off many: its preview, its progress, and what became of it. */
export function LicenseBatchPage({ batchId }: { batchId: string }) {
  const params = { ...useOrganizationParams(), batchId }
  const batch = useRead('GET /organizations/{organizationId}/license-activations/{batchId}', { params })
  if (batch.error) return <ProblemState page error={batch.error} onRetry={() => void batch.refetch()} />
  if (!batch.data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return <ShownBatch batch={batch.data} />
}

function ShownBatch({ batch }: { batch: LicenseBatch }) {
  const { t } = useWords()
  const { href, may } = useSession()
  const { featureName } = useCatalogue()
  const feature = featureName(batch.featureKey)
  const changed = (batch.expected.gets ?? 0) + (batch.expected.releases ?? 0)
  const title = t(`licenseMany.page.${batch.action}`, { feature, count: batch.total })
  useCrumbs([{ label: t('licenses.tab.batches'), href: href('/licenses/batches') }, { label: title }])
  return (
    <Page
      title={title}
      state={<BatchState batch={batch} />}
      lead={batch.state === 'previewed' ? <BatchLead batch={batch} /> : undefined}
      actions={<BatchFile batch={batch} />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {batch.state !== 'previewed' && <BatchProgress batch={batch} />}
        <BatchTable batch={batch} />
        {may('licenses.manage') && <BatchBar batch={batch} changed={changed} />}
      </div>
    </Page>
  )
}

/** The same list as a file. */
function BatchFile({ batch }: { batch: LicenseBatch }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), batchId: batch.id }
  return (
    <DownloadLink href={urlOf('/organizations/{organizationId}/license-activations/{batchId}/devices.csv', { params })}>
      {t('prepare.csv')}
    </DownloadLink>
  )
}

function BatchLead({ batch }: { batch: LicenseBatch }) {
  const { t } = useWords()
  if (batch.action === 'release') return <>{t('licenseMany.lead.release')}</>
  if (batch.freeUnits === null) return <>{t('licenseMany.lead.over')}</>
  return <>{t('licenseMany.lead.activate', { count: batch.freeUnits })}</>
}
