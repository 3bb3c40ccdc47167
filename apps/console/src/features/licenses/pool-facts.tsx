'use client'

import type { LicensePool } from '@maestro/contract'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { Fact, Facts } from '@/ui/facts'
import { ExactTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'

export function PoolFacts({ pool }: { pool: LicensePool }) {
  const { t, number } = useWords()
  const { href } = useSession()
  return (
    <Facts>
      <Fact name={t('pools.origin')}>
        {pool.sourceKeyId ? (
          <Link href={href(`/licenses/keys/${pool.sourceKeyId}`)} className="text-accent hover:underline">
            {t(`pools.origin.${pool.origin}`)}
          </Link>
        ) : (
          t(`pools.origin.${pool.origin}`)
        )}
      </Fact>
      <Fact name={t('licenses.order')} copy={pool.orderNumber}>
        <span className="mono">{pool.orderNumber ?? '–'}</span>
      </Fact>
      <Fact name={t('licenses.validFrom')}>
        <ExactTime at={pool.validFrom ?? pool.createdAt} style="date" />
      </Fact>
      <Fact name={t('licenses.validUntil')}>
        {pool.validUntil ? <ExactTime at={pool.validUntil} style="date" /> : t('licenses.perpetual')}
      </Fact>
      {pool.validUntil && <Fact name={t('pools.grace')}>{t('licenses.grace', { days: pool.graceDays })}</Fact>}
      <Fact name={t('pools.overuse')}>{t(`pools.overuse.${pool.overuse}`)}</Fact>
      <Fact name={t('licenses.units')}>{number(pool.units)}</Fact>
      <Fact name={t('licenses.assigned')}>
        <Link
          href={href(`/devices?feature=${encodeURIComponent(pool.featureKey)}`)}
          className="text-accent hover:underline"
        >
          {number(pool.active)}
        </Link>
      </Fact>
      <Fact name={t('licenses.reserved')}>{number(pool.reserved)}</Fact>
      <Fact name={t('licenses.transferred')}>{number(pool.transferred)}</Fact>
      {pool.suspendedAt && (
        <Fact name={t('pools.suspendedAt')}>
          <ExactTime at={pool.suspendedAt} />
        </Fact>
      )}
      {pool.revokedAt && (
        <Fact name={t('pools.revokedAt')}>
          <ExactTime at={pool.revokedAt} />
        </Fact>
      )}
    </Facts>
  )
}
