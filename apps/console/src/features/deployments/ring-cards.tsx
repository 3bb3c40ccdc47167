'use client'

import type { Deployment, DeploymentRing } from '@maestro/contract'
import { useId } from 'react'
import { Bar } from '@/ui/bar'
import { RelativeTime } from '@/ui/relative-time'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { shownStates } from './progress-bar'

const tones = { closed: 'plain', open: 'info', succeeded: 'ok', stopped: 'bad' } as const

/** The rings side by side, each with how far it is and what opens the next. */
export function RingCards({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  const { rings } = deployment
  return (
    <ul aria-label={t('deployments.rings')} className="grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(230px,1fr))]">
      {rings.map((ring, index) => (
        <RingCard key={ring.position} index={index} ring={ring} before={rings[index - 1]} />
      ))}
    </ul>
  )
}

interface RingCardProps {
  index: number
  ring: DeploymentRing
  before: DeploymentRing | undefined
}

function RingCard({ index, ring, before }: RingCardProps) {
  const { t, number } = useWords()
  const title = useId()
  const parts = shownStates
    .map(([state, tone]) => ({ state, tone, count: ring.counts[state] ?? 0, label: t(`targets.state.${state}`) }))
    .filter((part) => part.count > 0)
  return (
    <li aria-labelledby={title} className="rounded-lg border border-line bg-panel px-4 py-3.5">
      <div className="mb-2 flex items-baseline justify-between gap-3">
        <h2 id={title} className="min-w-0 text-13 font-semibold [overflow-wrap:anywhere]">
          {t('ring.devices', { number: index + 1, name: ring.name, count: ring.total })}
        </h2>
        <Tag tone={tones[ring.state]}>{t(`ring.state.${ring.state}`)}</Tag>
      </div>
      <Bar
        label={t('deployments.progress')}
        total={ring.total}
        parts={parts.filter((part) => part.state !== 'planned' && ring.state !== 'closed')}
      />
      <p aria-live="polite" className="mt-2 text-13 text-muted">
        {ring.state === 'closed' ? (
          <Opening before={before} />
        ) : (
          parts.map((part) => `${number(part.count)} ${part.label.toLowerCase()}`).join(' · ') || '–'
        )}
      </p>
    </li>
  )
}

function Opening({ before }: { before: DeploymentRing | undefined }) {
  const { t } = useWords()
  if (!before) return null
  if (before.nextOpensAt) {
    return (
      <>
        {t('ring.opensAt')} <RelativeTime at={before.nextOpensAt} />
      </>
    )
  }
  return before.waitMinutes === null
    ? t('ring.opensByHand')
    : t('ring.opensAbove', { percent: before.successPercent ?? 100 })
}
