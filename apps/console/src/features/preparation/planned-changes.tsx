'use client'

import type { PlannedDevice } from '@maestro/contract'
import { useState } from 'react'
import { useChangeName } from '@/features/catalogue/use-change-name'
import { useValueText } from '@/features/configuration/use-value-text'
import { Diff } from '@/ui/diff'
import { useWords } from '@/words/words-provider'

interface PlannedChangesProps {
  changes: ReadonlyArray<Pick<PlannedDevice['changes'][number], 'key' | 'before' | 'after'> & { secret?: boolean }>
  /** How many are shown before somebody asks for the rest. */
  first: number
}

/** Values before and after, the first few at once. */
export function PlannedChanges({ changes, first }: PlannedChangesProps) {
  const { t } = useWords()
  const text = useValueText()
  const nameOf = useChangeName()
  const [all, setAll] = useState(false)
  if (changes.length === 0) return <span className="text-faint">–</span>
  const shown = all ? changes : changes.slice(0, first)
  return (
    <ul className="grid gap-1 py-2">
      {shown.map((change) => (
        <li key={change.key} className="flex flex-wrap gap-x-3 whitespace-normal">
          <span className="mono text-muted">{nameOf(change.key)}</span>
          {change.secret ? (
            <span className="text-muted">{t('configuration.secret')}</span>
          ) : (
            <Diff before={text(change.before)} after={text(change.after)} />
          )}
        </li>
      ))}
      {changes.length > first && (
        <li>
          <button type="button" className="text-12 text-accent hover:underline" onClick={() => setAll(!all)}>
            {all ? t('ui.less') : t('ui.more', { count: changes.length - first })}
          </button>
        </li>
      )}
    </ul>
  )
}
