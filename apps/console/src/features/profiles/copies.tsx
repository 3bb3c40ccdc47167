'use client'

import type { Profile } from '@maestro/contract'
import { Send } from 'lucide-react'
import { useCallback, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useSelection } from '@/ui/table/use-selection'
import { useWords } from '@/words/words-provider'
import { useCopyColumns } from './copy-columns'
import { usePublish } from './use-publish'

/** A partner's customers, what each has of a profile, and the way to bring it to them. */
export function Copies({ profile }: { profile: Profile }) {
  const { t } = useWords()
  const { may } = useSession()
  const [search, setSearch] = useState('')
  const list = useList('GET /organizations/{organizationId}/profiles/{profileId}/copies', {
    params: { ...useOrganizationParams(), profileId: profile.id },
    query: search ? { search } : {},
  })
  const selection = useSelection()
  const publish = usePublish(profile.id)
  const columns = useCopyColumns(profile.version, publish.data?.results)
  const onSearch = useCallback((next: string) => setSearch(next), [])
  const copies = itemsOf(list.data)
  const chosen = copies.map(({ customer }) => customer.id).filter((id) => selection.chosen.has(id))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="max-w-prose text-13 text-muted">{t('copies.lead')}</p>
      <SearchField label={t('customers.search')} value={search} onChange={onSearch} />
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      {list.data && copies.length === 0 && (
        <Empty title={search ? t('customers.noMatch') : t('copies.empty')}>{!search && t('copies.empty.body')}</Empty>
      )}
      {copies.length > 0 && (
        <Table
          label={t('profile.tab.copies')}
          rows={copies}
          columns={columns}
          idOf={({ customer }) => customer.id}
          stale={list.isPlaceholderData}
          {...(may('configuration.manage') && { selection })}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      <BulkBar count={chosen.length} onClear={selection.clear}>
        <Button
          look="go"
          icon={<Send size={14} aria-hidden />}
          busy={publish.isPending}
          onClick={() => publish.mutate(chosen, { onSuccess: selection.clear })}
        >
          {t('copies.publish', { count: chosen.length })}
        </Button>
      </BulkBar>
    </div>
  )
}
