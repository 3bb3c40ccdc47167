'use client'

import type { Deployment } from '@maestro/contract'
import { Send } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Page } from '@/ui/page'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { DeploymentState } from './deployment-state'
import { ProgressBar } from './progress-bar'

const views = ['all', 'running', 'finished', 'cancelled'] as const
const address = { state: oneOf(views, 'all') }

export function DeploymentsPage() {
  const { t } = useWords()
  const [{ state: view }, setAddress] = useAddress(address)
  const list = useList('GET /organizations/{organizationId}/deployments', {
    params: useOrganizationParams(),
    query: view === 'all' ? {} : { state: view },
  })
  const deployments = itemsOf(list.data)
  const columns = useDeploymentColumns()
  return (
    <Page title={t('deployments.title')}>
      <div className="mb-3">
        <Tabs
          label={t('deployments.views')}
          value={view}
          onChange={(next) => setAddress({ state: next })}
          items={views.map((value) => ({
            value,
            label: value === 'all' ? t('deployments.all') : t(`deployments.state.${value}`),
          }))}
        />
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows />}
      {list.data && deployments.length === 0 && (
        <Empty icon={Send} title={t('deployments.empty')}>
          {t('deployments.empty.body')}
        </Empty>
      )}
      {deployments.length > 0 && (
        <Table
          label={t('deployments.title')}
          rows={deployments}
          columns={columns}
          idOf={(one) => one.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Page>
  )
}

function useDeploymentColumns(): ReadonlyArray<TableColumn<Deployment>> {
  const { t } = useWords()
  const { href } = useSession()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('deployments.name'),
        always: true,
        cell: (one) => <Link href={href(`/deployments/${one.id}`)}>{one.title}</Link>,
      },
      { id: 'state', header: t('targets.state'), cell: (one) => <DeploymentState deployment={one} /> },
      {
        id: 'progress',
        header: t('deployments.progress'),
        cell: (one) => (
          <div className="flex items-center gap-3">
            <div className="w-28">
              <ProgressBar deployment={one} />
            </div>
            <span className="text-12 text-muted">
              {t('deployments.confirmedOf', { confirmed: one.counts.confirmed ?? 0, total: one.total })}
            </span>
          </div>
        ),
      },
      { id: 'by', header: t('deployments.startedBy'), cell: (one) => one.createdBy },
      {
        id: 'reason',
        header: t('deployments.reason'),
        cell: (one) => <span className="text-muted">{one.reason ?? '–'}</span>,
      },
      {
        id: 'started',
        header: t('deployments.started'),
        align: 'right',
        cell: (one) => <RelativeTime at={one.createdAt} />,
      },
    ],
    [t, href],
  )
}
