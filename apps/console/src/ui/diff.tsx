'use client'

import { ArrowRight } from 'lucide-react'
import { useWords } from '@/words/words-provider'

interface DiffProps {
  before: string | null
  after: string | null
}

/** A value before and after; the words in between are for those who hear the page. */
export function Diff({ before, after }: DiffProps) {
  const { t } = useWords()
  return (
    <span className="mono inline-flex flex-wrap items-center gap-1.5">
      <del className="text-muted no-underline">
        <span className="sr-only">{t('ui.before')}: </span>
        {before ?? t('ui.notSet')}
      </del>
      <ArrowRight size={12} className="text-faint" aria-label={t('ui.changedTo')} />
      <ins className="font-medium text-text no-underline">
        <span className="sr-only">{t('ui.after')}: </span>
        {after ?? t('ui.notSet')}
      </ins>
    </span>
  )
}
