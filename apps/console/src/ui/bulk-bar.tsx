'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'
import { Button } from './button'

interface BulkBarProps {
  count: number
  onClear(): void
  children: ReactNode
}

/** What can be done with the chosen rows; stays in sight while the list scrolls. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  const { t } = useWords()
  if (count === 0) return null
  return (
    <section
      aria-label={t('ui.selection')}
      className="appear sticky bottom-16 z-20 mx-auto mt-3 flex w-max max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-float md:bottom-4"
    >
      <span aria-live="polite" className="mr-2 text-13 font-medium">
        {t('ui.selected', { count })}
      </span>
      {children}
      <Button look="ghost" size="icon" aria-label={t('ui.clearSelection')} onClick={onClear}>
        <X size={15} aria-hidden />
      </Button>
    </section>
  )
}
