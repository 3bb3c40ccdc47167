'use client'

import { useWords } from '@/words/words-provider'

/** How many rows there are; large lists stop counting and say so. */
export function TotalCount({ total }: { total: { count: number; more: boolean } | undefined }) {
  const { t, number } = useWords()
  if (!total) return null
  return (
    <span aria-live="polite" className="ml-auto text-12 text-muted">
      {total.more ? t('ui.moreThan', { count: number(total.count) }) : t('ui.rows', { count: total.count })}
    </span>
  )
}
