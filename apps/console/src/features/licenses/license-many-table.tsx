'use client'

import type { LicenseBatch, LicenseBatchDevice } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { SkeletonRows } from '@/ui/skeleton'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { BatchOutcome, batchResults, expectations, needsAttention } from './batch-outcomes'

const expectedViews = ['all', ...expectations] as const
const resultViews = ['all', ...batchResults] as const
const address = { expected: oneOf(expectedViews, 'all'), result: oneOf(resultViews, 'all') }

/** Device by device; the counts above filter it: before it starts by what is expected, then by what became of it. */
export function BatchTable({ batch }: { batch: LicenseBatch }) {
  const { t } = useWords()
  const [{ expected, result }] = useAddress(address)
  const previewed = batch.state === 'previewed'
  const chosen = previewed ? { expected } : { result }
  const query = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== 'all'))
  const list = useList('GET /organizations/{organizationId}/license-activations/{batchId}/devices', {
    params: { ...useOrganizationParams(), batchId: batch.id },
    query,
  })
  const columns = useBatchColumns(previewed)
  const rows = itemsOf(list.data)
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <BatchViews batch={batch} />
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={6} />}
      {list.data && rows.length === 0 && <p className="py-6 text-13 text-muted">{t('ui.nothingFound')}</p>}
      {rows.length > 0 && (
        <Table
          label={t('licenseMany.devices')}
          rows={rows}
          columns={columns}
          idOf={(row) => row.device.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

function BatchViews({ batch }: { batch: LicenseBatch }) {
  const { t, number } = useWords()
  const [{ expected, result }, setAddress] = useAddress(address)
  if (batch.state === 'previewed') {
    return (
      <Tabs
        label={t('licenseMany.views')}
        value={expected}
        onChange={(next) => setAddress({ expected: next })}
        items={expectedViews
          .map((value) => ({ value, count: value === 'all' ? batch.total : (batch.expected[value] ?? 0) }))
          .filter(({ value, count }) => value === 'all' || value === expected || count > 0)
          .map(({ value, count }) => ({
            value,
            count: number(count),
            label: value === 'all' ? t('deployments.all') : t(`licenseMany.outcome.${value}`),
            ...(value !== 'all' && needsAttention(value) && { tone: 'bad' as const }),
          }))}
      />
    )
  }
  return (
    <Tabs
      label={t('licenseMany.views')}
      value={result}
      onChange={(next) => setAddress({ result: next })}
      items={resultViews
        .map((value) => ({ value, count: value === 'all' ? batch.total : (batch.results[value] ?? 0) }))
        .filter(({ value, count }) => value === 'all' || value === result || count > 0)
        .map(({ value, count }) => ({
          value,
          count: number(count),
          label: value === 'all' ? t('deployments.all') : t(`licenseMany.outcome.${value}`),
          ...(value !== 'all' && needsAttention(value) && { tone: 'bad' as const }),
        }))}
    />
  )
}

function useBatchColumns(previewed: boolean): ReadonlyArray<TableColumn<LicenseBatchDevice>> {
  const { t, number } = useWords()
  const { href } = useSession()
  const { modelName } = useCatalogue()
  return useMemo(
    () => [
      {
        id: 'device',
        header: t('device.name'),
        always: true,
        cell: (row) => <Link href={href(`/devices/${row.device.id}?tab=licenses`)}>{row.device.name}</Link>,
      },
      { id: 'room', header: t('device.room'), cell: (row) => row.room?.name ?? t('device.noRoom') },
      { id: 'model', header: t('device.model'), cell: (row) => modelName(row.device.modelKey) },
      {
        id: 'serial',
        header: t('device.serial'),
        cell: (row) => <span className="mono">{row.device.serial}</span>,
      },
      {
        id: 'outcome',
        header: t(previewed ? 'licenseMany.expected' : 'licenseMany.result'),
        cell: (row) =>
          previewed || row.result ? (
            <BatchOutcome outcome={previewed ? row.expected : (row.result ?? row.expected)} />
          ) : (
            <span className="text-muted">{t('licenseMany.notYet')}</span>
          ),
      },
      {
        id: 'position',
        header: t('licenseMany.position'),
        align: 'right',
        cell: (row) => number(row.position),
      },
    ],
    [t, number, href, modelName, previewed],
  )
}
