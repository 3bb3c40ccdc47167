'use client'

import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'
import { Button } from '../button'

interface BulkBarProps {
  count: number
  onClear(): void
  children: ReactNode
}

/** What can be done with the selected rows; floats above the list while there are any. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useWords()
  if (count === 0) return null
  return (
    <section
      aria-label={t('ui.selected', { count })}
      className="appear sticky bottom-16 z-20 mx-auto mt-4 flex w-max max-w-full flex-wrap items-center gap-2 rounded-[10px] border border-line-strong bg-raised px-3 py-2 shadow-float md:bottom-4"
    >
      <span aria-live="polite" className="mr-1 text-13 font-medium">
        {t('ui.selected', { count })}
      </span>
      {children}
      <Button look="ghost" onClick={onClear}>
        {t('ui.clear')}
      </Button>
    </section>
  )
}
