'use client'

import type { LicensePool } from '@maestro/contract'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { ExactTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'

export function PoolList() {
  const { t } = useWords()
  const list = useList('GET /organizations/{organizationId}/licenses/pools', {
    params: useOrganizationParams(),
    query: {},
  })
  const columns = usePoolColumns()
  const pools = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={4} />
  if (pools.length === 0) return <Empty title={t('licenses.pools.empty')}>{t('licenses.empty.body')}</Empty>
  return (
    <>
      <Table label={t('licenses.tab.pools')} rows={pools} columns={columns} idOf={(pool) => pool.id} />
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}

function usePoolColumns(): ReadonlyArray<TableColumn<LicensePool>> {
  const { t, number } = useWords()
  const { featureName } = useCatalogue()
  return useMemo(
    () => [
      { id: 'feature', header: t('licenses.feature'), always: true, cell: (pool) => featureName(pool.featureKey) },
      {
        id: 'order',
        header: t('licenses.order'),
        cell: (pool) => <span className="mono">{pool.orderNumber ?? '–'}</span>,
      },
      {
        id: 'from',
        header: t('licenses.validFrom'),
        cell: (pool) => (pool.validFrom ? <ExactTime at={pool.validFrom} style="date" /> : '–'),
      },
      {
        id: 'until',
        header: t('licenses.validUntil'),
        cell: (pool) =>
          pool.validUntil ? (
            <>
              <ExactTime at={pool.validUntil} style="date" />
              <span className="text-faint"> · {t('licenses.grace', { days: pool.graceDays })}</span>
            </>
          ) : (
            t('licenses.perpetual')
          ),
      },
      { id: 'units', header: t('licenses.units'), align: 'right', cell: (pool) => number(pool.units) },
      { id: 'active', header: t('licenses.assigned'), align: 'right', cell: (pool) => number(pool.active) },
      { id: 'reserved', header: t('licenses.reserved'), align: 'right', cell: (pool) => number(pool.reserved) },
      {
        id: 'transferred',
        header: t('licenses.transferred'),
        align: 'right',
        cell: (pool) => number(pool.transferred),
      },
      {
        id: 'free',
        header: t('licenses.free'),
        align: 'right',
        cell: (pool) => <strong className="font-medium text-text">{number(pool.free)}</strong>,
      },
    ],
    [t, number, featureName],
  )
}
