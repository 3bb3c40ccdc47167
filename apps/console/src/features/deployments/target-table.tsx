'use client'

import type { Deployment, Target } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useValueText } from '@/features/configuration/use-value-text'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Diff } from '@/ui/diff'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { TargetState, targetStates } from './target-state'
import { tookSeconds } from './target-times'

const views = ['all', ...targetStates] as const
const address = { target: oneOf(views, 'all') }

/** Every device of a deployment: its state, and why. */
export function TargetTable({ deployment }: { deployment: Deployment }) {
  const deploymentId = deployment.id
  const { t, number } = useWords()
  const [{ target: view }, setAddress] = useAddress(address)
  const list = useList('GET /organizations/{organizationId}/deployments/{deploymentId}/targets', {
    params: { ...useOrganizationParams(), deploymentId },
    query: view === 'all' ? {} : { state: view },
  })
  const columns = useTargetColumns()
  const targets = itemsOf(list.data)
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Tabs
        label={t('deployments.targets')}
        value={view}
        onChange={(next) => setAddress({ target: next })}
        items={views
          .map((value) => ({ value, count: value === 'all' ? deployment.total : (deployment.counts[value] ?? 0) }))
          .filter(({ value, count }) => value === 'all' || value === view || count > 0)
          .map(({ value, count }) => ({
            value,
            count: number(count),
            label: value === 'all' ? t('deployments.all') : t(`targets.state.${value}`),
          }))}
      />
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={4} />}
      {list.data && targets.length === 0 && <p className="py-6 text-13 text-muted">{t('ui.nothingFound')}</p>}
      {targets.length > 0 && (
        <Table
          label={t('deployments.targets')}
          rows={targets}
          columns={columns}
          idOf={(target) => target.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

function TargetChange({ target }: { target: Target }) {
  const { t } = useWords()
  const text = useValueText()
  const [first] = target.changes
  if (!first) return <>–</>
  if (target.changes.length > 1) return <>{t('progress.changes', { count: target.changes.length })}</>
  return (
    <span className="block whitespace-nowrap py-1.5">
      <span className="mono block text-muted">{first.key}</span>
      <Diff before={text(first.before)} after={text(first.after)} />
    </span>
  )
}

function useTargetColumns(): ReadonlyArray<TableColumn<Target>> {
  const { t, number } = useWords()
  const { href } = useSession()
  return useMemo(
    () => [
      {
        id: 'device',
        header: t('targets.device'),
        always: true,
        cell: (target) => <Link href={href(`/devices/${target.device.id}`)}>{target.device.name}</Link>,
      },
      { id: 'room', header: t('device.room'), cell: (target) => target.room?.name ?? '–' },
      { id: 'state', header: t('targets.state'), cell: (target) => <TargetState state={target.state} /> },
      { id: 'change', header: t('targets.change'), cell: (target) => <TargetChange target={target} /> },
      {
        id: 'reason',
        header: t('targets.reason'),
        cell: (target) => (
          <span className="block min-w-40 max-w-md whitespace-normal py-1.5 text-muted">
            {target.reason?.text ?? '–'}
            {target.attempts > 1 && ` · ${t('targets.attempts', { attempts: target.attempts })}`}
          </span>
        ),
      },
      {
        id: 'took',
        header: t('targets.took'),
        align: 'right',
        cell: (target) => {
          const seconds = tookSeconds(target)
          return seconds === null ? '–' : t('targets.seconds', { seconds: number(seconds) })
        },
      },
      {
        id: 'since',
        header: t('targets.since'),
        align: 'right',
        cell: (target) => <RelativeTime at={target.finishedAt ?? target.sentAt ?? target.plannedAt} />,
      },
    ],
    [t, number, href],
  )
}
