'use client'

import type { Customer } from '@maestro/contract'
import { Building2, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useCallback, useMemo, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { ExactTime } from '@/ui/relative-time'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { Status } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useWords } from '@/words/words-provider'

const CreateCustomerDialog = dynamic(() => import('./create-customer-dialog'), { ssr: false })

const address = { search: text }

export function CustomersPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [{ search }, setAddress] = useAddress(address)
  const [creating, setCreating] = useState(false)
  const list = useList('GET /organizations/{organizationId}/customers', {
    params: useOrganizationParams(),
    query: search ? { search } : {},
  })
  const onSearch = useCallback((next: string) => setAddress({ search: next }), [setAddress])
  const columns = useCustomerColumns()
  const customers = itemsOf(list.data)
  const create = may('customers.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating(true)}>
      {t('customers.add')}
    </Button>
  )
  return (
    <Page title={t('customers.title')} lead={t('customers.lead')} actions={create}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField label={t('customers.search')} value={search} onChange={onSearch} />
        <TotalCount total={list.data?.pages[0]?.total} />
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows />}
      {list.data && customers.length === 0 && (
        <Empty
          icon={Building2}
          title={search ? t('customers.noMatch') : t('customers.empty')}
          actions={!search && create}
        >
          {!search && t('customers.empty.body')}
        </Empty>
      )}
      {customers.length > 0 && (
        <Table
          label={t('customers.title')}
          rows={customers}
          columns={columns}
          idOf={(customer) => customer.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {creating && <CreateCustomerDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function useCustomerColumns(): ReadonlyArray<TableColumn<Customer>> {
  const { t, number } = useWords()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('customers.name'),
        always: true,
        cell: (customer) => <Link href={`/o/${customer.id}`}>{customer.name}</Link>,
      },
      {
        id: 'attention',
        header: t('customers.attention'),
        cell: (customer) =>
          customer.attention > 0 ? (
            <Status tone="warn">{number(customer.attention)}</Status>
          ) : (
            <Status tone="ok">{t('customers.allFine')}</Status>
          ),
      },
      { id: 'rooms', header: t('customers.rooms'), align: 'right', cell: (customer) => number(customer.rooms) },
      { id: 'devices', header: t('customers.devices'), align: 'right', cell: (customer) => number(customer.devices) },
      { id: 'online', header: t('customers.online'), align: 'right', cell: (customer) => number(customer.online) },
      { id: 'offline', header: t('customers.offline'), align: 'right', cell: (customer) => number(customer.offline) },
      {
        id: 'grant',
        header: t('customers.grantEnds'),
        align: 'right',
        cell: (customer) =>
          customer.grantEndsAt ? <ExactTime at={customer.grantEndsAt} style="date" /> : t('customers.grantOpen'),
      },
    ],
    [t, number],
  )
}
