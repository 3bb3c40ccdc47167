'use client'

import { DoorOpen, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useLocations } from '@/features/locations/use-locations'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, several, text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { FilterChip } from '@/ui/filter-chip'
import { Page } from '@/ui/page'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useWords } from '@/words/words-provider'
import { useRoomColumns } from './room-columns'

const RoomDialog = dynamic(() => import('./room-dialog'), { ssr: false })

const address = {
  search: text,
  location: several,
  sort: oneOf(['name', '-name'], 'name'),
}

export function RoomsPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [filter, setFilter] = useAddress(address)
  const [adding, setAdding] = useState(false)
  const places = useLocations()
  const list = useList('GET /organizations/{organizationId}/rooms', {
    params: useOrganizationParams(),
    query: { sort: filter.sort, ...(filter.search && { search: filter.search }), location: [...filter.location] },
  })
  const onSearch = useCallback((search: string) => setFilter({ search }), [setFilter])
  const columns = useRoomColumns()
  const rooms = itemsOf(list.data)
  const filtered = filter.search !== '' || filter.location.length > 0
  const add = may('rooms.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('rooms.add')}
    </Button>
  )
  return (
    <Page title={t('rooms.title')} actions={add}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField label={t('rooms.search')} value={filter.search} onChange={onSearch} />
        <FilterChip
          label={t('rooms.place')}
          options={places.map((place) => ({ value: place.id, label: place.path }))}
          chosen={filter.location}
          onChange={(location) => setFilter({ location })}
        />
        <TotalCount total={list.data?.pages[0]?.total} />
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={12} />}
      {list.data && rooms.length === 0 && (
        <Empty icon={DoorOpen} title={filtered ? t('rooms.noMatch') : t('rooms.empty')} actions={!filtered && add}>
          {filtered ? t('devices.noMatch.body') : t('rooms.empty.body')}
        </Empty>
      )}
      {rooms.length > 0 && (
        <Table
          label={t('rooms.title')}
          rows={rooms}
          columns={columns}
          idOf={(room) => room.id}
          sorting={{
            value: filter.sort,
            onChange: (sort) => setFilter({ sort: sort === '-name' ? '-name' : 'name' }),
          }}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {adding && <RoomDialog room={null} onClose={() => setAdding(false)} />}
    </Page>
  )
}
