'use client'

import type { LicenseBatch } from '@maestro/contract'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { Bar } from '@/ui/bar'
import { RelativeTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'
import { useBatchParts } from './use-batch-parts'

/** How far it is, who started it and why, and where the way of the licences to the devices is seen. */
export function BatchProgress({ batch }: { batch: LicenseBatch }) {
  const { t, number } = useWords()
  const { href } = useSession()
  const parts = useBatchParts()(batch)
  const changed = (batch.results.activated ?? 0) + (batch.results.released ?? 0)
  return (
    <section
      aria-label={t('licenseMany.progress')}
      aria-live="polite"
      className="grid gap-3 rounded-lg border border-line bg-panel px-4 py-3.5"
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-13">
        <span className="font-semibold">
          {t('licenseMany.doneOf', { done: number(batch.done), total: number(batch.total) })}
        </span>
        <span className="text-12 text-muted">
          {batch.createdBy} · <RelativeTime at={batch.finishedAt ?? batch.startedAt} />
          {batch.reason && ` · ${batch.reason}`}
        </span>
        {changed > 0 && (
          <Link
            href={href(`/deployments?batch=${batch.id}`)}
            className="ml-auto text-12 text-accent underline-offset-2 hover:underline"
          >
            {t('licenseMany.deployments')}
          </Link>
        )}
      </div>
      <Bar label={t('licenseMany.progress')} total={batch.total} parts={parts} />
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-12">
        {parts
          .filter((part) => part.count > 0)
          .map((part) => (
            <div key={part.label} className="flex items-center gap-1.5">
              <dt className="text-muted">{part.label}</dt>
              <dd className="font-medium">{number(part.count)}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
