'use client'

import type { PoolPast } from '@maestro/contract'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { ExactTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'

/** What the pool was when, the latest first. */
export function PoolHistory({ poolId }: { poolId: string }) {
  const { t } = useWords()
  const list = useList('GET /organizations/{organizationId}/licenses/pools/{poolId}/history', {
    params: { ...useOrganizationParams(), poolId },
    query: {},
  })
  const columns = useHistoryColumns()
  const pasts = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={3} />
  return (
    <>
      <Table label={t('pools.tab.history')} rows={pasts} columns={columns} idOf={(past) => past.from} />
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}

function useHistoryColumns(): ReadonlyArray<TableColumn<PoolPast>> {
  const { t, number } = useWords()
  return useMemo(() => {
    const count = (id: 'units' | 'active' | 'reserved' | 'transferred', header: string) => ({
      id,
      header,
      align: 'right' as const,
      cell: (past: PoolPast) => number(past[id]),
    })
    return [
      {
        id: 'from',
        header: t('pools.since'),
        always: true,
        cell: (past) => <ExactTime at={past.from} />,
      },
      {
        id: 'state',
        header: t('pools.state'),
        cell: (past) => {
          if (past.revokedAt) return t('pools.state.revoked')
          return past.suspendedAt ? t('pools.state.suspended') : '–'
        },
      },
      {
        id: 'until',
        header: t('licenses.validUntil'),
        cell: (past) => (past.validUntil ? <ExactTime at={past.validUntil} style="date" /> : t('licenses.perpetual')),
      },
      {
        id: 'order',
        header: t('licenses.order'),
        cell: (past) => <span className="mono">{past.orderNumber ?? '–'}</span>,
      },
      count('units', t('licenses.units')),
      count('active', t('licenses.assigned')),
      count('reserved', t('licenses.reserved')),
      count('transferred', t('licenses.transferred')),
    ]
  }, [t, number])
}
