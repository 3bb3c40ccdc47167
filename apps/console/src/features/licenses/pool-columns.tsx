'use client'

import type { LicensePool } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { ExactTime } from '@/ui/relative-time'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { PoolState } from './pool-state'

export function usePoolColumns(): ReadonlyArray<TableColumn<LicensePool>> {
  const { t, number } = useWords()
  const { href } = useSession()
  const { featureName } = useCatalogue()
  return useMemo(() => {
    const count = (id: 'units' | 'active' | 'reserved' | 'transferred', header: string) => ({
      id,
      header,
      align: 'right' as const,
      cell: (pool: LicensePool) => number(pool[id]),
    })
    return [
      {
        id: 'feature',
        header: t('licenses.feature'),
        always: true,
        sort: 'feature',
        cell: (pool) => <Link href={href(`/licenses/pools/${pool.id}`)}>{featureName(pool.featureKey)}</Link>,
      },
      { id: 'state', header: t('pools.state'), cell: (pool) => <PoolState pool={pool} /> },
      {
        id: 'order',
        header: t('licenses.order'),
        cell: (pool) =>
          pool.orderNumber ? (
            <span className="mono">{pool.orderNumber}</span>
          ) : (
            <span className="text-muted">{t(`pools.origin.${pool.origin}`)}</span>
          ),
      },
      {
        id: 'until',
        header: t('licenses.validUntil'),
        sort: 'validUntil',
        wide: true,
        cell: (pool) =>
          pool.validUntil ? (
            <>
              <ExactTime at={pool.validUntil} style="date" />
              <span className="text-faint"> · {t('licenses.grace', { days: pool.graceDays })}</span>
            </>
          ) : (
            t('licenses.perpetual')
          ),
      },
      count('units', t('licenses.units')),
      count('active', t('licenses.assigned')),
      count('reserved', t('licenses.reserved')),
      count('transferred', t('licenses.transferred')),
      {
        id: 'free',
        header: t('licenses.free'),
        align: 'right',
        cell: (pool) =>
          pool.over > 0 ? (
            <span className="text-bad">{t('pools.over', { count: pool.over })}</span>
          ) : (
            <strong className="font-medium text-text">{number(pool.free)}</strong>
          ),
      },
    ]
  }, [t, number, href, featureName])
}
