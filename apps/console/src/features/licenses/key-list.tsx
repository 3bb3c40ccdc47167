'use client'

import type { LicenseKey } from '@maestro/contract'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { Status, type Tone } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'

const tones: Record<LicenseKey['state'], Tone> = { issued: 'info', redeemed: 'ok', revoked: 'off', recorded: 'off' }

export function KeyList() {
  const { t } = useWords()
  const list = useList('GET /organizations/{organizationId}/licenses/keys', {
    params: useOrganizationParams(),
    query: {},
  })
  const columns = useKeyColumns()
  const keys = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={4} />
  if (keys.length === 0) return <Empty title={t('licenses.keys.empty')}>{t('licenses.keys.empty.body')}</Empty>
  return (
    <>
      <Table label={t('licenses.tab.keys')} rows={keys} columns={columns} idOf={(key) => key.id} />
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}

function useKeyColumns(): ReadonlyArray<TableColumn<LicenseKey>> {
  const { t, number } = useWords()
  const { featureName } = useCatalogue()
  return useMemo(
    () => [
      { id: 'key', header: t('licenses.key'), always: true, cell: (key) => <span className="mono">{key.hint}</span> },
      { id: 'feature', header: t('licenses.feature'), cell: (key) => featureName(key.featureKey) },
      {
        id: 'state',
        header: t('device.state'),
        cell: (key) => <Status tone={tones[key.state]}>{t(`licenses.state.${key.state}`)}</Status>,
      },
      { id: 'customer', header: t('licenses.customer'), cell: (key) => key.customer?.name ?? t('licenses.anyone') },
      { id: 'units', header: t('licenses.units'), align: 'right', cell: (key) => number(key.units) },
      { id: 'by', header: t('licenses.issuedBy'), cell: (key) => key.createdBy },
      { id: 'at', header: t('audit.when'), align: 'right', cell: (key) => <RelativeTime at={key.createdAt} /> },
    ],
    [t, number, featureName],
  )
}
