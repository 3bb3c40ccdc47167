'use client'

import { FEATURES } from '@maestro/domain'
import { Layers } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useState } from 'react'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, oneOfOrNone, several, text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { DownloadLink } from '@/ui/download-link'
import { FilterChip } from '@/ui/filter-chip'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useWords } from '@/words/words-provider'
import { LicensesFrame } from './licenses-frame'
import { usePoolColumns } from './pool-columns'
import { poolStates } from './pool-state'

const FillPoolDialog = dynamic(() => import('./fill-pool-dialog'), { ssr: false })

const endings = ['30', '60', '90'] as const
const sorts = ['feature', 'validUntil', 'newest'] as const
const address = {
  feature: several,
  state: oneOfOrNone(poolStates),
  order: text,
  ending: oneOfOrNone(endings),
  sort: oneOf(sorts, 'feature'),
}

export function PoolsPage() {
  const { t } = useWords()
  const { may, organization } = useSession()
  const params = useOrganizationParams()
  const [filter, setFilter] = useAddress(address)
  const [filling, setFilling] = useState(false)
  const columns = usePoolColumns()
  const query = queryOf(filter)
  const list = useList('GET /organizations/{organizationId}/licenses/pools', { params, query })
  const pools = itemsOf(list.data)
  const filtered = Object.keys(query).length > 1
  return (
    <LicensesFrame
      actions={
        <>
          {may('export') && (
            <DownloadLink href={urlOf('/organizations/{organizationId}/licenses/pools/export.csv', { params, query })}>
              {t('pools.export')}
            </DownloadLink>
          )}
          {may('licenses.manage') && organization.kind === 'operator' && (
            <Button look="go" onClick={() => setFilling(true)}>
              {t('licenses.fillPool')}
            </Button>
          )}
        </>
      }
    >
      <PoolFilters filter={filter} onChange={setFilter} filtered={filtered}>
        <TotalCount total={list.data?.pages[0]?.total} />
      </PoolFilters>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      {list.data && pools.length === 0 && (
        <Empty icon={Layers} title={filtered ? t('pools.noMatch') : t('licenses.pools.empty')}>
          {!filtered && t('licenses.empty.body')}
        </Empty>
      )}
      {pools.length > 0 && (
        <Table
          label={t('licenses.tab.pools')}
          rows={pools}
          columns={columns}
          idOf={(pool) => pool.id}
          sorting={{
            value: filter.sort,
            onChange: (next) => setFilter({ sort: sorts.find((one) => one === next) ?? 'feature' }),
          }}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {filling && <FillPoolDialog onClose={() => setFilling(false)} />}
    </LicensesFrame>
  )
}

type PoolFilter = ReturnType<typeof useAddress<typeof address>>

/** Only what somebody chose, besides the order. */
function queryOf(filter: PoolFilter[0]) {
  return {
    sort: filter.sort,
    ...(filter.feature.length > 0 && { feature: [...filter.feature] }),
    ...(filter.state && { state: filter.state }),
    ...(filter.order && { orderNumber: filter.order }),
    ...(filter.ending && { expiringWithinDays: Number(filter.ending) }),
  }
}

interface PoolFiltersProps {
  filter: PoolFilter[0]
  onChange: PoolFilter[1]
  filtered: boolean
  children: ReactNode
}

function PoolFilters({ filter, onChange, filtered, children }: PoolFiltersProps) {
  const { t, language } = useWords()
  const onOrder = useCallback((order: string) => onChange({ order }), [onChange])
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchField label={t('pools.order')} value={filter.order} onChange={onOrder} />
      <FilterChip
        label={t('licenses.feature')}
        options={FEATURES.map((feature) => ({ value: feature.key, label: feature.name[language] }))}
        chosen={filter.feature}
        onChange={(feature) => onChange({ feature })}
      />
      <FilterChip
        label={t('pools.state')}
        options={poolStates.map((state) => ({ value: state, label: t(`pools.state.${state}`) }))}
        chosen={filter.state ? [filter.state] : []}
        onChange={(chosen) => onChange({ state: poolStates.find((one) => one === chosen.at(-1)) ?? null })}
      />
      <FilterChip
        label={t('pools.ending')}
        options={endings.map((days) => ({ value: days, label: t('position.in', { days }) }))}
        chosen={filter.ending ? [filter.ending] : []}
        onChange={(chosen) => onChange({ ending: endings.find((one) => one === chosen.at(-1)) ?? null })}
      />
      {filtered && (
        <Button look="ghost" size="small" onClick={() => onChange(null)}>
          {t('ui.clearFilters')}
        </Button>
      )}
      {children}
    </div>
  )
}
