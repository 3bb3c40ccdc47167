'use client'

import type { Deployment } from '@maestro/contract'
import { Bar } from '@/ui/bar'
import type { Tone } from '@/ui/status'
import { useWords } from '@/words/words-provider'

export const shownStates = [
  ['confirmed', 'ok'],
  ['sent', 'info'],
  ['waiting', 'warn'],
  ['failed', 'bad'],
  ['planned', 'off'],
  ['superseded', 'off'],
  ['cancelled', 'off'],
] as const satisfies ReadonlyArray<readonly [keyof Deployment['counts'], Tone]>

/** How far a deployment is, state by state; what has not begun stays empty. */
export function ProgressBar({ deployment }: { deployment: Deployment }) {
  const { t } = useWords()
  return (
    <Bar
      label={t('deployments.progress')}
      total={deployment.total}
      parts={shownStates
        .filter(([state]) => state !== 'planned')
        .map(([state, tone]) => ({
          tone,
          count: deployment.counts[state] ?? 0,
          label: t(`targets.state.${state}`),
        }))}
    />
  )
}
