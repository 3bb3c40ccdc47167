'use client'

import type { Deployment } from '@maestro/contract'
import { Plus, Send, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactNode, useMemo, useState } from 'react'
import { itemsOf, useList, useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, text, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
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
import { useDeploymentTitle } from './use-deployment-title'

const views = [
  'all',
  'awaiting-approval',
  'running',
  'scheduled',
  'paused',
  'stopped',
  'draft',
  'finished',
  'cancelled',
] as const
const NewDeploymentDialog = dynamic(() => import('./new-deployment-dialog'), { ssr: false })

const address = { state: oneOf(views, 'all'), batch: text }

export function DeploymentsPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  const [{ state: view, batch }, setAddress] = useAddress(address)
  const list = useList('GET /organizations/{organizationId}/deployments', {
    params: useOrganizationParams(),
    query: {
      ...(view !== 'all' && { state: view === 'draft' ? ['preparing', 'draft'] : view }),
      ...(batch && { licenseBatchId: batch }),
    },
  })
  const deployments = itemsOf(list.data)
  const columns = useDeploymentColumns()
  const add = may('deployments.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('deploy.new')}
    </Button>
  )
  return (
    <Page title={t('deployments.title')} actions={add}>
      <div className="mb-3 grid grid-cols-[minmax(0,1fr)] gap-3">
        <DeploymentViews value={view} onChange={(next) => setAddress({ state: next })} />
        {batch && <BatchChip onRemove={() => setAddress({ batch: '' })} />}
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows />}
      {list.data && deployments.length === 0 && <NoDeployments view={view} ofBatch={batch !== ''} actions={add} />}
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
      {adding && <NewDeploymentDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

/** The list is of one batch of licences, until somebody wants to see the others too. */
function BatchChip({ onRemove }: { onRemove(): void }) {
  const { t } = useWords()
  const label = t('deployments.ofBatch')
  return (
    <span className="inline-flex h-7 items-center gap-1 justify-self-start rounded-full bg-accent-soft pr-0.5 pl-2.5 font-medium text-12 text-accent">
      {label}
      <button
        type="button"
        aria-label={t('ui.removeFilter', { filter: label })}
        onClick={onRemove}
        className="grid size-6 place-items-center rounded-full hover:bg-panel"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  )
}

type View = (typeof views)[number]

function NoDeployments({ view, ofBatch, actions }: { view: View; ofBatch: boolean; actions: ReactNode }) {
  const { t } = useWords()
  if (view !== 'all') return <p className="py-6 text-13 text-muted">{t('deployments.empty.state')}</p>
  if (ofBatch) return <p className="py-6 text-13 text-muted">{t('deployments.ofBatch.empty')}</p>
  return (
    <Empty icon={Send} title={t('deployments.empty')} actions={actions}>
      {t('deployments.empty.body')}
    </Empty>
  )
}

/** What waits for a second person comes before everything else, with how much it is. */
function DeploymentViews({ value, onChange }: { value: View; onChange(view: View): void }) {
  const { t, number } = useWords()
  const waiting = useRead('GET /organizations/{organizationId}/deployments', {
    params: useOrganizationParams(),
    query: { state: 'awaiting-approval', limit: 100 },
  }).data?.items.length
  const wordOf = (view: View) => {
    if (view === 'all') return t('deployments.all')
    return view === 'draft' || view === 'stopped' ? t(`deployments.tab.${view}`) : t(`deployments.state.${view}`)
  }
  return (
    <Tabs
      label={t('deployments.views')}
      value={value}
      onChange={onChange}
      items={views.map((view) => ({
        value: view,
        label: wordOf(view),
        ...(view === 'awaiting-approval' && waiting ? { count: number(waiting), tone: 'bad' as const } : {}),
      }))}
    />
  )
}

function useDeploymentColumns(): ReadonlyArray<TableColumn<Deployment>> {
  const { t } = useWords()
  const { href } = useSession()
  const titleOf = useDeploymentTitle()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('deployments.name'),
        always: true,
        cell: (one) => <Link href={href(`/deployments/${one.id}`)}>{titleOf(one)}</Link>,
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
    [t, href, titleOf],
  )
}
