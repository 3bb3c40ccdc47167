'use client'

import { Group as GroupIcon, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ConfigurationFrame } from '@/features/frame/configuration-frame'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useWords } from '@/words/words-provider'
import { useGroupColumns } from './group-columns'

const CreateGroupDialog = dynamic(() => import('./create-group-dialog'), { ssr: false })
const address = { search: text }

export function GroupsPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [{ search }, setFilter] = useAddress(address)
  const [adding, setAdding] = useState(false)
  const columns = useGroupColumns()
  const list = useList('GET /organizations/{organizationId}/groups', {
    params: useOrganizationParams(),
    query: search ? { search } : {},
  })
  const onSearch = useCallback((next: string) => setFilter({ search: next }), [setFilter])
  const groups = itemsOf(list.data)
  const add = may('configuration.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('groups.add')}
    </Button>
  )
  return (
    <ConfigurationFrame actions={add}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField label={t('groups.search')} value={search} onChange={onSearch} />
        <TotalCount total={list.data?.pages[0]?.total} />
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows />}
      {list.data && groups.length === 0 && search !== '' && <Empty icon={GroupIcon} title={t('groups.noMatch')} />}
      {list.data && groups.length === 0 && search === '' && (
        <Empty icon={GroupIcon} title={t('groups.empty')} actions={add}>
          {t('groups.empty.body')}
        </Empty>
      )}
      {groups.length > 0 && (
        <Table
          label={t('configurations.groups')}
          rows={groups}
          columns={columns}
          idOf={(group) => group.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {adding && <CreateGroupDialog onClose={() => setAdding(false)} />}
    </ConfigurationFrame>
  )
}
