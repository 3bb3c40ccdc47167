'use client'

import type { FeaturePosition } from '@maestro/contract'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { Bar } from '@/ui/bar'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'

const PositionTable = dynamic(() => import('./position-table').then((module) => module.PositionTable))

export type PositionView = 'bars' | 'table'

interface PositionsProps {
  features: readonly FeaturePosition[]
  view: PositionView
  /** Numbers lead to the devices and pools behind them; those of several organizations lead nowhere. */
  linked?: boolean
}

/** One bar per feature: confirmed, assigned, on its way to others, free; or the same numbers as a table. */
export function Positions({ features, view, linked = false }: PositionsProps) {
  if (view === 'table') return <PositionTable features={features} />
  return (
    <ul className="divide-y divide-line border-y border-line">
      {features.map((feature) => (
        <FeatureBar key={feature.featureKey} feature={feature} linked={linked} />
      ))}
    </ul>
  )
}

function FeatureBar({ feature, linked }: { feature: FeaturePosition; linked: boolean }) {
  const { t, number } = useWords()
  const { href } = useSession()
  const { featureName, featureDescription } = useCatalogue()
  const name = featureName(feature.featureKey)
  const parts = [
    { tone: 'ok' as const, count: feature.confirmed, label: t('licenses.confirmed') },
    {
      tone: 'info' as const,
      count: Math.max(0, feature.assigned - feature.confirmed),
      label: t('licenses.unconfirmed'),
    },
    { tone: 'warn' as const, count: feature.reserved, label: t('licenses.reserved') },
    { tone: 'off' as const, count: feature.transferred, label: t('licenses.transferred') },
  ]
  const unusable = { tone: 'none', count: feature.unusable, label: t('licenses.unusable') }
  const legend = [
    ...parts.filter((part) => part.count > 0),
    { tone: 'none', count: feature.free, label: t('licenses.free') },
    ...(unusable.count > 0 ? [unusable] : []),
  ]
  return (
    <li className="grid gap-x-8 gap-y-3 py-4 md:grid-cols-[220px_minmax(0,1fr)]">
      <div>
        <h2 className="text-14 font-semibold">{name}</h2>
        <p className="text-12 text-muted">{featureDescription(feature.featureKey)}</p>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-13">
          <span className="font-medium">
            {t('licenses.ofPurchased', { assigned: feature.assigned, purchased: feature.purchased })}
          </span>
          <Marks feature={feature} />
          {linked && (
            <Link
              href={href(`/devices?feature=${encodeURIComponent(feature.featureKey)}`)}
              className="ml-auto text-12 text-accent underline-offset-2 hover:underline"
            >
              {t('licenses.showDevices')}
            </Link>
          )}
        </div>
        <Bar label={t('licenses.position.of', { feature: name })} total={feature.purchased} parts={parts} />
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-12">
          {legend.map((part) => (
            <div key={part.label} className="flex items-center gap-1.5">
              <span aria-hidden className={`size-2 rounded-full ${dotOf[part.tone] ?? ''}`} />
              <dt className="text-muted">{part.label}</dt>
              <dd className="font-medium">{number(part.count)}</dd>
            </div>
          ))}
        </dl>
        <Endings feature={feature} linked={linked} />
      </div>
    </li>
  )
}

/** What is not as it was bought. */
function Marks({ feature }: { feature: FeaturePosition }) {
  const { t } = useWords()
  return (
    <>
      {feature.over > 0 && <Tag tone="bad">{t('position.over', { count: feature.over })}</Tag>}
      {feature.dropped > 0 && <Tag tone="bad">{t('position.dropped', { count: feature.dropped })}</Tag>}
      {feature.trial > 0 && <Tag tone="info">{t('position.onTrial', { count: feature.trial })}</Tag>}
    </>
  )
}

/** Units that end within 30, 60 and 90 days; each number holds the ones before it. */
function Endings({ feature, linked }: { feature: FeaturePosition; linked: boolean }) {
  const { t, number } = useWords()
  const { href } = useSession()
  const terms = [
    { days: 30, count: feature.expiring30 },
    { days: 60, count: feature.expiring60 },
    { days: 90, count: feature.expiring90 },
  ]
  if (feature.expiring90 === 0) return null
  const ending = (days: number, count: number) => t('position.ends', { days, count: number(count) })
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-warn">
      <span className="text-muted">{t('position.ending')}</span>
      {terms.map(({ days, count }) =>
        linked && count > 0 ? (
          <Link
            key={days}
            href={href(`/licenses/pools?feature=${encodeURIComponent(feature.featureKey)}&ending=${days}`)}
            className="underline-offset-2 hover:underline"
          >
            {ending(days, count)}
          </Link>
        ) : (
          <span key={days}>{ending(days, count)}</span>
        ),
      )}
    </p>
  )
}

const dotOf: Readonly<Record<string, string>> = {
  ok: 'bg-ok',
  info: 'bg-info',
  warn: 'bg-warn',
  off: 'bg-line-strong',
  none: 'border border-line-strong bg-off-soft',
}
