'use client'

import type { ReactNode } from 'react'
import { useWords } from '@/words/words-provider'

/** One fact of a preview; without a value it says that there is none. */
export function PreviewLine({ name, value }: { name: string; value: ReactNode }) {
  const { t } = useWords()
  return (
    <div className="grid grid-cols-[140px_minmax(0,1fr)] gap-x-3 py-1.5">
      <dt className="text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{value ?? <span className="text-muted">{t('ui.none')}</span>}</dd>
    </div>
  )
}

/** Names in a row; null where there are none. */
export const inARow = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : null)
