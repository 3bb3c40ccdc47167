'use client'

import { ClipboardList } from 'lucide-react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { several, text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { FilterChip } from '@/ui/filter-chip'
import { Page } from '@/ui/page'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { LoadMore } from '@/ui/table/load-more'
import { useWords } from '@/words/words-provider'
import { actionGroupNames, actionGroups } from './action-groups'
import { AuditRow } from './audit-row'
import { DayField } from './day-field'

const address = {
  about: several,
  from: text,
  to: text,
}

const startOf = (day: string) => new Date(`${day}T00:00:00`).toISOString()
const endOf = (day: string) => new Date(`${day}T23:59:59.999`).toISOString()

export function AuditPage() {
  const { t } = useWords()
  const [filter, setFilter] = useAddress(address)
  const about = actionGroupNames.filter((group) => filter.about.includes(group))
  const list = useList('GET /organizations/{organizationId}/audit', {
    params: useOrganizationParams(),
    query: {
      action: [...new Set(about.flatMap((group) => [...actionGroups[group]]))],
      ...(filter.from && { from: startOf(filter.from) }),
      ...(filter.to && { to: endOf(filter.to) }),
    },
  })
  const entries = itemsOf(list.data)
  const filtered = about.length > 0 || filter.from !== '' || filter.to !== ''
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <FilterChip
          label={t('audit.filter.action')}
          options={actionGroupNames.map((group) => ({ value: group, label: t(`actionName.${group}`) }))}
          chosen={about}
          onChange={(next) => setFilter({ about: next })}
        />
        <DayField label={t('audit.filter.from')} value={filter.from} onChange={(from) => setFilter({ from })} />
        <DayField label={t('audit.filter.to')} value={filter.to} onChange={(to) => setFilter({ to })} />
        {filtered && (
          <Button look="ghost" size="small" onClick={() => setFilter(null)}>
            {t('ui.clearFilters')}
          </Button>
        )}
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={14} />}
      {list.data && entries.length === 0 && (
        <Empty icon={ClipboardList} title={filtered ? t('audit.noMatch') : t('audit.empty')}>
          {!filtered && t('audit.empty.body')}
        </Empty>
      )}
      {entries.length > 0 && (
        <ul aria-label={t('audit.title')} aria-busy={list.isPlaceholderData} className="renewing border-t border-line">
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Page>
  )
}
