'use client'

import type { LicensePool } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Bar } from '@/ui/bar'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { SkeletonPage, SkeletonRows } from '@/ui/skeleton'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { PoolActions } from './pool-actions'
import { PoolFacts } from './pool-facts'
import { PoolState } from './pool-state'

const loading = () => <SkeletonRows rows={3} />
const PoolHistory = dynamic(() => import('./pool-history').then((module) => module.PoolHistory), { loading })
const PoolMoves = dynamic(() => import('./pool-moves').then((module) => module.PoolMoves), { loading })
const KeyTable = dynamic(() => import('./key-table').then((module) => module.KeyTable), { loading })

const tabs = ['keys', 'moves', 'history'] as const
const address = { tab: oneOf(tabs, 'keys') }

export function PoolPage({ poolId }: { poolId: string }) {
  const { t } = useWords()
  const { href } = useSession()
  const { featureName } = useCatalogue()
  const pool = useRead('GET /organizations/{organizationId}/licenses/pools/{poolId}', {
    params: { ...useOrganizationParams(), poolId },
  })
  const name = pool.data && featureName(pool.data.featureKey)
  useCrumbs(name ? [{ label: t('licenses.tab.pools'), href: href('/licenses/pools') }, { label: name }] : null)
  if (pool.error) return <ProblemState page error={pool.error} onRetry={() => void pool.refetch()} />
  if (!pool.data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return <ShownPool pool={pool.data} />
}

function ShownPool({ pool }: { pool: LicensePool }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [{ tab }, setAddress] = useAddress(address)
  const name = featureName(pool.featureKey)
  return (
    <Page title={name} state={<PoolState pool={pool} />} actions={<PoolActions pool={pool} />}>
      <WithAside
        aside={
          <AsidePart title={t('device.facts')}>
            <PoolFacts pool={pool} />
          </AsidePart>
        }
      >
        <StateNote pool={pool} />
        <div className="grid gap-1.5">
          <p className="text-13 font-medium">
            {t('licenses.ofPurchased', { assigned: pool.active, purchased: pool.units })} ·{' '}
            {pool.over > 0 ? (
              <span className="text-bad">{t('pools.over', { count: pool.over })}</span>
            ) : (
              t('pools.free', { count: pool.free })
            )}
          </p>
          <Bar
            label={t('licenses.position.of', { feature: name })}
            total={pool.units}
            parts={[
              { tone: 'ok', count: pool.active, label: t('licenses.assigned') },
              { tone: 'warn', count: pool.reserved, label: t('licenses.reserved') },
              { tone: 'off', count: pool.transferred, label: t('licenses.transferred') },
            ]}
          />
        </div>
        <Tabs
          label={t('pools.parts')}
          value={tab}
          onChange={(next) => setAddress({ tab: next })}
          items={tabs.map((value) => ({ value, label: t(`pools.tab.${value}`) }))}
        />
        {tab === 'keys' && <KeyTable query={{ poolId: pool.id }} empty={t('pools.keys.empty')} />}
        {tab === 'moves' && <PoolMoves poolId={pool.id} />}
        {tab === 'history' && <PoolHistory poolId={pool.id} />}
      </WithAside>
    </Page>
  )
}

/** What a state that is not the usual one means for the devices. */
function StateNote({ pool }: { pool: LicensePool }) {
  const { t } = useWords()
  if (pool.state === 'valid' || pool.state === 'not-yet-valid') return null
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
      {t(`pools.note.${pool.state}`, { count: pool.active })}
    </p>
  )
}
