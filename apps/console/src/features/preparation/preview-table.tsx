'use client'

import type { Deployment } from '@maestro/contract'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { usePreviewColumns } from './preview-columns'

const views = ['all', 'restart', 'in-call', 'offline', 'left-out'] as const
const address = { only: oneOf(views, 'all') }

type Counts = NonNullable<Deployment['preview']>
const countOf: Record<(typeof views)[number], (counts: Counts) => number> = {
  all: (counts) => counts.devices,
  restart: (counts) => counts.restart,
  'in-call': (counts) => counts.inCall,
  offline: (counts) => counts.offline,
  'left-out': (counts) => counts.leftOut,
}

/** What a deployment would do, device by device; the counts above filter it. */
export function PreviewTable({ deployment }: { deployment: Deployment }) {
  const { t, number } = useWords()
  const [{ only }, setAddress] = useAddress(address)
  const columns = usePreviewColumns(deployment.rings.map((ring) => ring.name))
  const list = useList('GET /organizations/{organizationId}/deployments/{deploymentId}/preview', {
    params: { ...useOrganizationParams(), deploymentId: deployment.id },
    query: { only },
  })
  const rows = itemsOf(list.data)
  const counts = deployment.preview
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Tabs
        label={t('prepare.only')}
        value={only}
        onChange={(next) => setAddress({ only: next })}
        items={views.map((value) => {
          const count = counts ? countOf[value](counts) : undefined
          return {
            value,
            label: t(`prepare.only.${value}`),
            count: count === undefined ? undefined : number(count),
            ...(value === 'left-out' && (count ?? 0) > 0 && { tone: 'bad' as const }),
          }
        })}
      />
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={6} />}
      {list.data && rows.length === 0 && <p className="py-6 text-13 text-muted">{t('prepare.none')}</p>}
      {rows.length > 0 && (
        <Table
          label={t('preview.what')}
          rows={rows}
          columns={columns}
          idOf={(row) => row.device.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {counts && counts.unchanged > 0 && (
        <p className="text-12 text-muted">{t('prepare.unchanged', { count: counts.unchanged })}</p>
      )}
    </section>
  )
}
