'use client'

import { CircleCheck } from 'lucide-react'
import { itemsOf, useList } from '@/api/read'
import { ConfigurationFrame } from '@/features/frame/configuration-frame'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { several, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useSelection } from '@/ui/table/use-selection'
import { useWords } from '@/words/words-provider'
import { DriftBar } from './drift-bar'
import { idOfDrift, useDriftColumns } from './drift-columns'
import { DriftFilters } from './drift-filters'

const address = { key: several, cause: several, deviceId: several }

/** Where devices differ from what was released to them, and the two ways to end it. */
export function DriftPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [filter, setFilter] = useAddress(address)
  const selection = useSelection()
  const columns = useDriftColumns()
  const list = useList('GET /organizations/{organizationId}/drift', {
    params: useOrganizationParams(),
    query: { key: [...filter.key], cause: [...filter.cause], deviceId: [...filter.deviceId] },
  })
  const rows = itemsOf(list.data)
  const filtered = filter.key.length + filter.cause.length + filter.deviceId.length > 0
  return (
    <ConfigurationFrame>
      <DriftFilters filter={filter} onChange={setFilter} filtered={filtered} />
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows />}
      {list.data && rows.length === 0 && (
        <Empty
          icon={CircleCheck}
          title={filtered ? t('drift.noMatch') : t('drift.none')}
          actions={filtered && <Button onClick={() => setFilter(null)}>{t('ui.clearFilters')}</Button>}
        >
          {!filtered && t('drift.none.body')}
        </Empty>
      )}
      {rows.length > 0 && (
        <Table
          label={t('configurations.drift')}
          rows={rows}
          columns={columns}
          idOf={idOfDrift}
          stale={list.isPlaceholderData}
          {...(may('configuration.manage') && { selection })}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      <DriftBar rows={rows.filter((row) => selection.chosen.has(idOfDrift(row)))} onDone={selection.clear} />
    </ConfigurationFrame>
  )
}
