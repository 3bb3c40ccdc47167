'use client'

import { Plus, SlidersHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useCallback, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ConfigurationFrame } from '@/features/frame/configuration-frame'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { SearchField } from '@/ui/search-field'
import { Segments } from '@/ui/segments'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useWords } from '@/words/words-provider'
import { useProfileColumns } from './profile-columns'

const CreateProfileDialog = dynamic(() => import('./create-profile-dialog'), { ssr: false })

const address = { search: text, archived: oneOf(['no', 'only'], 'no') }

export function ProfilesPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [filter, setFilter] = useAddress(address)
  const [adding, setAdding] = useState(false)
  const columns = useProfileColumns()
  const list = useList('GET /organizations/{organizationId}/profiles', {
    params: useOrganizationParams(),
    query: { archived: filter.archived, ...(filter.search && { search: filter.search }) },
  })
  const onSearch = useCallback((search: string) => setFilter({ search }), [setFilter])
  const profiles = itemsOf(list.data)
  const add = may('configuration.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('profiles.add')}
    </Button>
  )
  return (
    <ConfigurationFrame actions={add}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField label={t('profiles.search')} value={filter.search} onChange={onSearch} />
        <Segments
          label={t('profiles.shown')}
          value={filter.archived}
          onChange={(archived) => setFilter({ archived })}
          options={[
            { value: 'no', label: t('profiles.current') },
            { value: 'only', label: t('profiles.archived') },
          ]}
        />
        <TotalCount total={list.data?.pages[0]?.total} />
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows />}
      {list.data && profiles.length === 0 && <NoProfiles {...filter} add={add} />}
      {profiles.length > 0 && (
        <Table
          label={t('configurations.profiles')}
          rows={profiles}
          columns={columns}
          idOf={(profile) => profile.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {adding && <CreateProfileDialog onClose={() => setAdding(false)} />}
    </ConfigurationFrame>
  )
}

function NoProfiles({ search, archived, add }: { search: string; archived: 'no' | 'only'; add: ReactNode }) {
  const { t } = useWords()
  if (search) return <Empty icon={SlidersHorizontal} title={t('profiles.noMatch')} />
  if (archived === 'only') return <Empty icon={SlidersHorizontal} title={t('profiles.noneArchived')} />
  return (
    <Empty icon={SlidersHorizontal} title={t('profiles.empty')} actions={add}>
      {t('profiles.empty.body')}
    </Empty>
  )
}
