'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Input } from '@/ui/field'
import { Segments } from '@/ui/segments'
import { useWords } from '@/words/words-provider'
import { type Pace, presetRings } from './plan'
import type { Planning } from './use-plan'
import { useRingWords } from './use-ring-words'

const RingsDialog = dynamic(() => import('./rings-dialog'), { ssr: false })
const paces: readonly Pace[] = ['all', 'three', 'hand']

/** In which rings, and when it stops by itself. */
export function PlanPace({ planning }: { planning: Planning }) {
  const { t } = useWords()
  const words = useRingWords()
  const [editing, setEditing] = useState(false)
  const { plan, change } = planning
  const choose = (pace: Pace) => {
    if (pace === 'hand') setEditing(true)
    else change({ pace })
  }
  const rings = plan.pace === 'hand' ? plan.rings : presetRings(plan.pace === 'all' ? 'three' : plan.pace, words)
  return (
    <div className="grid gap-2">
      <h2 className="text-13 font-medium">{t('prepare.pace')}</h2>
      <Segments
        label={t('prepare.pace')}
        value={plan.pace}
        onChange={choose}
        options={paces.map((value) => ({ value, label: t(`prepare.pace.${value}`) }))}
      />
      {plan.pace === 'hand' ? (
        <div className="grid gap-2">
          <p className="text-12 text-muted">{plan.rings.map((ring) => ring.name).join(' · ')}</p>
          <Button size="small" className="justify-self-start" onClick={() => setEditing(true)}>
            {t('prepare.rings.edit')}
          </Button>
        </div>
      ) : (
        <Threshold planning={planning} />
      )}
      {editing && (
        <RingsDialog
          rings={rings}
          onClose={() => setEditing(false)}
          onApply={(next) => {
            change({ pace: 'hand', rings: next })
            setEditing(false)
          }}
        />
      )}
    </div>
  )
}

const wholeFrom = (text: string, minimum: number, maximum: number) =>
  Math.min(maximum, Math.max(minimum, Math.trunc(Number(text)) || minimum))

function Threshold({ planning }: { planning: Planning }) {
  const { t } = useWords()
  const { plan, change } = planning
  return (
    <div className="grid gap-1.5">
      <h3 className="mt-2 text-13 font-medium">{t('prepare.stops')}</h3>
      <p className="flex flex-wrap items-center gap-1.5 text-13">
        {t('prepare.stops.above')}
        <Input
          type="number"
          min={1}
          max={100}
          className="max-w-16"
          aria-label={t('prepare.stops.percent')}
          value={plan.failurePercent ?? ''}
          onChange={(event) => change({ failurePercent: wholeFrom(event.target.value, 1, 100) })}
        />
        {t('prepare.stops.failed')}
        <Input
          type="number"
          min={1}
          className="max-w-16"
          aria-label={t('prepare.stops.minimum')}
          value={plan.failureMinimum}
          onChange={(event) => change({ failureMinimum: wholeFrom(event.target.value, 1, 1_000_000) })}
        />
        {t('prepare.stops.done')}
      </p>
    </div>
  )
}
