'use client'

import { clsx } from 'clsx'
import { useWords } from '@/words/words-provider'

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('breathe block rounded bg-off-soft', className)} />
}

/** Rows in the shape of the table that will come. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t('ui.loading')} className="divide-y divide-line border-y border-line">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className="flex h-9 items-center gap-6">
          <Skeleton className={clsx('h-3', row % 2 ? 'w-40' : 'w-32')} />
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-3 w-24" />
          <Skeleton className="ml-auto h-3 w-14" />
        </div>
      ))}
    </div>
  )
}

export function SkeletonPage() {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t('ui.loading')} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Skeleton className="h-6 w-56" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <Skeleton className="h-52 w-full" />
      <Skeleton className="h-36 w-full" />
    </div>
  )
}
