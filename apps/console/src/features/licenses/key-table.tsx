'use client'

import type { LicenseKey } from '@maestro/contract'
import type { ReactNode } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { useKeyColumns } from './key-columns'

export interface KeyQuery {
  feature?: string[]
  state?: LicenseKey['state']
  poolId?: string
  customerId?: string
  orderReference?: string
}

interface KeyTableProps {
  query: KeyQuery
  /** What stands where there are none. */
  empty: ReactNode
}

export function KeyTable({ query, empty }: KeyTableProps) {
  const { t } = useWords()
  const list = useList('GET /organizations/{organizationId}/licenses/keys', { params: useOrganizationParams(), query })
  const columns = useKeyColumns()
  const keys = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={4} />
  if (keys.length === 0) return <div className="py-6 text-13 text-muted">{empty}</div>
  return (
    <>
      <Table
        label={t('licenses.tab.keys')}
        rows={keys}
        columns={columns}
        idOf={(key) => key.id}
        stale={list.isPlaceholderData}
      />
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}
