'use client'

import type { FreezePeriod } from '@maestro/contract'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { ExactTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'
import { useEndFreeze } from './use-end-freeze'

const FreezeDialog = dynamic(() => import('./freeze-dialog'), { ssr: false })

/** Times in which nothing is deployed, soonest first. */
export function FreezePeriods() {
  const { t } = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<FreezePeriod | 'new' | null>(null)
  const list = useList('GET /organizations/{organizationId}/freeze-periods', {
    params: useOrganizationParams(),
    query: {},
  })
  const editable = may('deployments.approve')
  const columns = useFreezeColumns(editable, setOpen)
  const periods = itemsOf(list.data)
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-64 flex-1">
          <h2 className="text-14 font-semibold">{t('settings.freeze')}</h2>
          <p className="text-13 text-muted">{t('settings.freeze.lead')}</p>
        </div>
        {editable && (
          <Button icon={<Plus size={14} aria-hidden />} onClick={() => setOpen('new')}>
            {t('settings.freeze.add')}
          </Button>
        )}
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={2} />}
      {list.data && periods.length === 0 && <p className="text-13 text-muted">{t('settings.freeze.empty')}</p>}
      {periods.length > 0 && (
        <Table label={t('settings.freeze')} rows={periods} columns={columns} idOf={(period) => period.id} />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {open && <FreezeDialog period={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </section>
  )
}

function useFreezeColumns(
  editable: boolean,
  onEdit: (period: FreezePeriod) => void,
): ReadonlyArray<TableColumn<FreezePeriod>> {
  const { t } = useWords()
  const end = useEndFreeze()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('settings.freeze.name'),
        always: true,
        cell: (period) => (
          <span className="flex items-center gap-2">
            {period.name}
            {Date.parse(period.from) <= Date.now() && <Tag tone="warn">{t('settings.freeze.now')}</Tag>}
          </span>
        ),
      },
      { id: 'from', header: t('settings.freeze.from'), cell: (period) => <ExactTime at={period.from} /> },
      { id: 'to', header: t('settings.freeze.to'), cell: (period) => <ExactTime at={period.to} /> },
      {
        id: 'where',
        header: t('settings.freeze.where'),
        cell: (period) => period.location?.name ?? t('settings.freeze.everywhere'),
      },
      { id: 'by', header: t('settings.freeze.by'), cell: (period) => period.createdBy },
      {
        id: 'acts',
        header: t('ui.actions'),
        quiet: true,
        align: 'right',
        cell: (period) =>
          editable && (
            <span className="inline-flex gap-1">
              <Button look="ghost" size="small" onClick={() => onEdit(period)}>
                {t('settings.freeze.edit')}
              </Button>
              <Button
                look="ghost"
                size="small"
                aria-label={t('settings.freeze.remove', { name: period.name })}
                onClick={() => end(period)}
              >
                {t('settings.freeze.end')}
              </Button>
            </span>
          ),
      },
    ],
    [t, editable, onEdit, end],
  )
}
