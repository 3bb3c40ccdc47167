'use client'

import type { UnitMove } from '@maestro/contract'
import { useMemo } from 'react'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'

/** Units that came from another organization or went there. */
export function PoolMoves({ poolId }: { poolId: string }) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), poolId }
  const list = useList('GET /organizations/{organizationId}/licenses/pools/{poolId}/moves', {
    params,
    query: {},
  })
  const columns = useMoveColumns()
  const moves = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={3} />
  if (moves.length === 0) return <p className="py-6 text-13 text-muted">{t('pools.moves.empty')}</p>
  return (
    <>
      <div className="mb-2 flex justify-end">
        <ExportLink href={urlOf('/organizations/{organizationId}/licenses/pools/{poolId}/moves.csv', { params })} />
      </div>
      <Table label={t('pools.tab.moves')} rows={moves} columns={columns} idOf={(move) => move.id} />
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}

function useMoveColumns(): ReadonlyArray<TableColumn<UnitMove>> {
  const { t, number } = useWords()
  return useMemo(
    () => [
      {
        id: 'what',
        header: t('pools.moves.what'),
        always: true,
        cell: (move) => t(`pools.moves.${move.direction}`, { name: move.other.name }),
      },
      { id: 'units', header: t('licenses.units'), align: 'right', cell: (move) => number(move.units) },
      { id: 'why', header: t('pools.why'), wide: true, cell: (move) => <span className="text-muted">{move.why}</span> },
      { id: 'by', header: t('pools.by'), cell: (move) => move.by },
      { id: 'at', header: t('audit.when'), align: 'right', cell: (move) => <RelativeTime at={move.at} /> },
    ],
    [t, number],
  )
}
