'use client'

import type { Deployment } from '@maestro/contract'
import { FAILED_REASONS } from '@maestro/domain'
import { itemsOf, useList, useRead } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { oneOf, several, text, useAddress } from '@/ui/address'
import { FilterChip } from '@/ui/filter-chip'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { useTargetColumns } from './target-columns'
import { targetStates } from './target-state'

const views = ['all', ...targetStates] as const
const address = { target: oneOf(views, 'all'), reason: several, ring: text }

/** Every device of a deployment: its state, and why. */
export function TargetTable({ deployment }: { deployment: Deployment }) {
  const { t, number } = useWords()
  const [{ target: view, reason, ring }, setAddress] = useAddress(address)
  const list = useList('GET /organizations/{organizationId}/deployments/{deploymentId}/targets', {
    params: { ...useOrganizationParams(), deploymentId: deployment.id },
    query: {
      ...(view !== 'all' && { state: view }),
      ...(reason.length > 0 && { reason: [...reason] }),
      ...(ring !== '' && { ring: Number(ring) }),
    },
  })
  const columns = useTargetColumns(deployment)
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
      <Filters deployment={deployment} reason={reason} ring={ring} onChange={setAddress} />
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

/** One kind of failure may come with several sentences of devices. */
function reasonsOnce(reasons: ReadonlyArray<{ code: string; devices: number }>): Array<[string, number]> {
  const sums = new Map<string, number>()
  for (const { code, devices } of reasons) sums.set(code, (sums.get(code) ?? 0) + devices)
  return [...sums]
}

interface FiltersProps {
  deployment: Deployment
  reason: readonly string[]
  ring: string
  onChange(change: { reason?: string[]; ring?: string }): void
}

/** By ring, and by why something failed; absent where there is nothing to tell apart. */
function Filters({ deployment, reason, ring, onChange }: FiltersProps) {
  const { t, number } = useWords()
  const failures = useRead(
    'GET /organizations/{organizationId}/deployments/{deploymentId}/failures',
    { params: { ...useOrganizationParams(), deploymentId: deployment.id } },
    { enabled: (deployment.counts.failed ?? 0) > 0 },
  )
  const reasons = failures.data?.items ?? []
  const kindName = (code: string) => {
    const known = FAILED_REASONS.find((one) => one === code)
    return known ? t(`failure.kind.${known}`) : code
  }
  if (deployment.rings.length < 2 && reasons.length === 0 && reason.length === 0) return null
  return (
    <div className="flex flex-wrap gap-2">
      {deployment.rings.length > 1 && (
        <FilterChip
          label={t('deployments.ring')}
          options={deployment.rings.map((one) => ({ value: String(one.position), label: one.name }))}
          chosen={ring === '' ? [] : [ring]}
          onChange={(chosen) => onChange({ ring: chosen.at(-1) ?? '' })}
        />
      )}
      {(reasons.length > 0 || reason.length > 0) && (
        <FilterChip
          label={t('deployments.allReasons')}
          options={reasonsOnce(reasons).map(([code, devices]) => ({
            value: code,
            label: kindName(code),
            detail: number(devices),
          }))}
          chosen={reason}
          onChange={(chosen) => onChange({ reason: chosen })}
        />
      )}
    </div>
  )
}
