'use client'

import { ExactTime, RelativeTime } from '@/ui/relative-time'
import { Tag } from '@/ui/status'
import { useIsPast } from '@/ui/use-is-past'
import { useWords } from '@/words/words-provider'
import type { Activation } from './activation-state'

/** By whom, out of what, and until when. */
export function ActivationFacts({ activation }: { activation: Activation }) {
  const { t } = useWords()
  const { pool, keyHint } = activation
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-12 text-muted">
      <span>
        {t('license.activatedAt')} <RelativeTime at={activation.activatedAt} />
      </span>
      <span>· {activation.activatedBy}</span>
      <span>
        ·{' '}
        {keyHint ? (
          <>
            {t('license.byKey')} <span className="mono">{keyHint}</span>
          </>
        ) : (
          t('license.outOfPool', { order: pool.orderNumber ?? t('license.noOrder') })
        )}
      </span>
      <Term activation={activation} />
    </div>
  )
}

function Term({ activation: { validUntil, graceUntil, droppedAt } }: { activation: Activation }) {
  const { t } = useWords()
  const over = useIsPast(validUntil)
  if (!validUntil) return <span>· {t('licenses.perpetual')}</span>
  if (over && graceUntil && !droppedAt) {
    return (
      <Tag tone="warn">
        {t('license.inGrace')} <ExactTime at={graceUntil} style="date" className="ml-1" />
      </Tag>
    )
  }
  return (
    <span>
      · {t('license.validUntil')} <ExactTime at={validUntil} style="date" />
      {graceUntil && graceUntil !== validUntil && (
        <>
          , {t('license.graceUntil')} <ExactTime at={graceUntil} style="date" />
        </>
      )}
    </span>
  )
}
