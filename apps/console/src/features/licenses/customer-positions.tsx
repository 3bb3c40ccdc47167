'use client'

import type { CustomerPosition } from '@maestro/contract'
import { FEATURES } from '@maestro/domain'
import { Building2 } from 'lucide-react'
import Link from 'next/link'
import { useCallback, useMemo } from 'react'
import { urlOf } from '@/api/call'
import { itemsOf, useList, useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { oneOf, text, useAddress } from '@/ui/address'
import { FilterChip } from '@/ui/filter-chip'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useWords } from '@/words/words-provider'
import { ExportLink } from './export-link'
import { Positions, type PositionView } from './position'

const sorts = [
  'name',
  '-name',
  'purchased',
  '-purchased',
  'assigned',
  '-assigned',
  'free',
  '-free',
  'expiring30',
  '-expiring30',
  'expiring90',
  '-expiring90',
  'over',
  '-over',
  'dropped',
  '-dropped',
] as const
const address = { search: text, feature: text, sort: oneOf(sorts, 'name') }

/** The licences of everybody one looks after: added up, and customer by customer. */
export function CustomerPositions({ view }: { view: PositionView }) {
  const { t } = useWords()
  const params = useOrganizationParams()
  const all = useRead('GET /organizations/{organizationId}/customers/licenses/position', { params })
  if (all.error) return <ProblemState error={all.error} onRetry={() => void all.refetch()} />
  if (!all.data) return <SkeletonRows rows={6} />
  if (all.data.customers === 0) {
    return (
      <Empty icon={Building2} title={t('position.noCustomers')}>
        {t('position.noCustomers.body')}
      </Empty>
    )
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <section aria-labelledby="position-all">
        <h2 id="position-all" className="mb-1 text-14 font-semibold">
          {t('position.all', { count: all.data.customers })}
        </h2>
        {all.data.features.length === 0 ? (
          <p className="border-y border-line py-3 text-13 text-muted">{t('position.customersNone')}</p>
        ) : (
          <Positions features={all.data.features} view={view} />
        )}
      </section>
      <ByCustomer />
    </div>
  )
}

function ByCustomer() {
  const { t, language } = useWords()
  const [{ search, feature, sort }, setAddress] = useAddress(address)
  const params = useOrganizationParams()
  const filter = { ...(search && { search }), ...(feature && { feature }) }
  const list = useList('GET /organizations/{organizationId}/customers/licenses', { params, query: { sort, ...filter } })
  const onSearch = useCallback((next: string) => setAddress({ search: next }), [setAddress])
  const columns = useCustomerColumns()
  const customers = itemsOf(list.data)
  return (
    <section aria-labelledby="position-customers">
      <h2 id="position-customers" className="mb-2 text-14 font-semibold">
        {t('position.byCustomer')}
      </h2>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField label={t('customers.search')} value={search} onChange={onSearch} />
        <FilterChip
          label={t('licenses.feature')}
          options={FEATURES.map((one) => ({ value: one.key, label: one.name[language] }))}
          chosen={feature ? [feature] : []}
          onChange={(chosen) => setAddress({ feature: chosen.at(-1) ?? '' })}
        />
        <TotalCount total={list.data?.pages[0]?.total} />
        <span className="ml-auto">
          <ExportLink
            href={urlOf('/organizations/{organizationId}/customers/licenses.csv', { params, query: filter })}
          />
        </span>
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={6} />}
      {list.data && customers.length === 0 && <p className="py-6 text-13 text-muted">{t('customers.noMatch')}</p>}
      {customers.length > 0 && (
        <Table
          label={t('position.byCustomer')}
          rows={customers}
          columns={columns}
          idOf={(customer) => customer.id}
          sorting={{
            value: sort,
            onChange: (next) => setAddress({ sort: sorts.find((one) => one === next) ?? 'name' }),
          }}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

type Counted = 'purchased' | 'assigned' | 'confirmed' | 'free' | 'expiring30' | 'expiring90' | 'over' | 'dropped'

function useCustomerColumns(): ReadonlyArray<TableColumn<CustomerPosition>> {
  const { t, number } = useWords()
  return useMemo(() => {
    const count = (id: Counted, header: string, tone = '') => ({
      id,
      header,
      align: 'right' as const,
      ...(id !== 'confirmed' && { sort: id }),
      cell: (customer: CustomerPosition) => (
        <span className={customer[id] > 0 ? tone : undefined}>{number(customer[id])}</span>
      ),
    })
    return [
      {
        id: 'name',
        header: t('customers.name'),
        always: true,
        sort: 'name',
        cell: (customer) => <Link href={`/o/${customer.id}/licenses`}>{customer.name}</Link>,
      },
      count('purchased', t('position.purchased')),
      count('assigned', t('licenses.assigned')),
      count('confirmed', t('licenses.confirmed')),
      count('free', t('licenses.free')),
      count('expiring30', t('position.endIn', { days: 30 }), 'text-warn'),
      count('expiring90', t('position.endIn', { days: 90 }), 'text-warn'),
      count('over', t('position.overHead'), 'text-bad'),
      count('dropped', t('position.droppedHead'), 'text-bad'),
    ]
  }, [t, number])
}
