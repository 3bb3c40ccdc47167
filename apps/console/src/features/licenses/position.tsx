'use client'

import type { LicensePosition } from '@maestro/contract'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Bar } from '@/ui/bar'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'

type Feature = LicensePosition['features'][number]

/** One bar per feature: confirmed, assigned, on its way to others, free. */
export function Position() {
  const { t } = useWords()
  const position = useRead('GET /organizations/{organizationId}/licenses/position', { params: useOrganizationParams() })
  if (position.error) return <ProblemState error={position.error} onRetry={() => void position.refetch()} />
  if (!position.data) return <SkeletonRows rows={4} />
  if (position.data.features.length === 0) {
    return (
      <Empty icon={KeyRound} title={t('licenses.empty')}>
        {t('licenses.empty.body')}
      </Empty>
    )
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {position.data.features.map((feature) => (
        <FeaturePosition key={feature.featureKey} feature={feature} />
      ))}
    </ul>
  )
}

function FeaturePosition({ feature }: { feature: Feature }) {
  const { t, number } = useWords()
  const { href } = useSession()
  const { featureName, featureDescription } = useCatalogue()
  const name = featureName(feature.featureKey)
  const unconfirmed = Math.max(0, feature.assigned - feature.confirmed)
  const parts = [
    { tone: 'ok' as const, count: feature.confirmed, label: t('licenses.confirmed') },
    { tone: 'info' as const, count: unconfirmed, label: t('licenses.unconfirmed') },
    { tone: 'warn' as const, count: feature.reserved, label: t('licenses.reserved') },
    { tone: 'off' as const, count: feature.transferred, label: t('licenses.transferred') },
  ]
  return (
    <li className="grid gap-x-8 gap-y-3 py-4 md:grid-cols-[220px_minmax(0,1fr)]">
      <div>
        <h2 className="text-14 font-semibold">{name}</h2>
        <p className="text-12 text-muted">{featureDescription(feature.featureKey)}</p>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <div className="flex flex-wrap items-baseline gap-x-3 text-13">
          <span className="font-medium">
            {t('licenses.ofPurchased', { assigned: feature.assigned, purchased: feature.purchased })}
          </span>
          {feature.expiring > 0 && (
            <Tag tone="warn">
              {t('licenses.expiring')}: {number(feature.expiring)}
            </Tag>
          )}
          <Link
            href={href(`/devices?feature=${encodeURIComponent(feature.featureKey)}`)}
            className="ml-auto text-12 text-accent underline-offset-2 hover:underline"
          >
            {t('licenses.showDevices')}
          </Link>
        </div>
        <Bar label={t('licenses.position.of', { feature: name })} total={feature.purchased} parts={parts} />
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-12">
          {[
            ...parts.filter((part) => part.count > 0),
            { tone: 'none', count: feature.free, label: t('licenses.free') },
          ].map((part) => (
            <div key={part.label} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-full ${dotOf[part.tone] ?? ''}`} />
              <dt className="text-muted">{part.label}</dt>
              <dd className="font-medium">{number(part.count)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  )
}

const dotOf: Readonly<Record<string, string>> = {
  ok: 'bg-ok',
  info: 'bg-info',
  warn: 'bg-warn',
  off: 'bg-line-strong',
  none: 'border border-line-strong bg-off-soft',
}
