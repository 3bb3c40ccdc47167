'use client'

import type { LicenseBatch } from '@maestro/contract'
import { CopyCheck } from 'lucide-react'
import Link from 'next/link'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Bar } from '@/ui/bar'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { BatchState } from './batch-state'
import { LicensesFrame } from './licenses-frame'
import { useBatchParts } from './use-batch-parts'

/** What was activated or released on many devices at once, the newest first. */
export function LicenseBatchesPage() {
  const { t } = useWords()
  const { href } = useSession()
  const list = useList('GET /organizations/{organizationId}/license-activations', {
    params: useOrganizationParams(),
    query: {},
  })
  const columns = useBatchesColumns()
  const batches = itemsOf(list.data)
  return (
    <LicensesFrame>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      {list.data && batches.length === 0 && (
        <Empty
          icon={CopyCheck}
          title={t('licenseMany.none')}
          actions={
            <Link href={href('/devices')} className="text-13 text-accent underline-offset-2 hover:underline">
              {t('licenseMany.none.start')}
            </Link>
          }
        >
          {t('licenseMany.none.body')}
        </Empty>
      )}
      {batches.length > 0 && (
        <Table label={t('licenses.tab.batches')} rows={batches} columns={columns} idOf={(batch) => batch.id} />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </LicensesFrame>
  )
}

function useBatchesColumns(): ReadonlyArray<TableColumn<LicenseBatch>> {
  const { t, number } = useWords()
  const { href } = useSession()
  const { featureName } = useCatalogue()
  const partsOf = useBatchParts()
  return [
    {
      id: 'what',
      header: t('licenseMany.what'),
      always: true,
      cell: (batch) => (
        <Link href={href(`/licenses/batches/${batch.id}`)}>
          {t(`licenseMany.page.${batch.action}`, { feature: featureName(batch.featureKey), count: batch.total })}
        </Link>
      ),
    },
    { id: 'state', header: t('licenseMany.state'), cell: (batch) => <BatchState batch={batch} /> },
    {
      id: 'done',
      header: t('licenseMany.progress'),
      cell: (batch) => (
        <div className="flex items-center gap-3">
          <div className="w-28">
            <Bar label={t('licenseMany.progress')} total={batch.total} parts={partsOf(batch)} />
          </div>
          <span className="text-12 text-muted">
            {t('licenseMany.doneOf', { done: number(batch.done), total: number(batch.total) })}
          </span>
        </div>
      ),
    },
    { id: 'by', header: t('deployments.startedBy'), cell: (batch) => batch.createdBy },
    {
      id: 'reason',
      header: t('deployments.reason'),
      cell: (batch) => <span className="text-muted">{batch.reason ?? '–'}</span>,
    },
    {
      id: 'started',
      header: t('deployments.started'),
      align: 'right',
      cell: (batch) => <RelativeTime at={batch.startedAt} />,
    },
  ]
}
