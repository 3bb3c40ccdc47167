'use client'

import { useWords } from '@/words/words-provider'
import type { Selection } from './use-selection'

const box = 'size-4 cursor-pointer accent-[var(--accent)]'

/** Chooses a row; the whole cell can be pressed. */
export function SelectionCell({ id, selection }: { id: string; selection: Selection }) {
  const { t } = useWords()
  return (
    <td className="w-8 max-md:absolute max-md:top-2.5 max-md:right-0 max-md:w-auto">
      <label className="flex h-9 items-center pr-3 max-md:h-auto max-md:p-1.5">
        <input
          type="checkbox"
          data-selects
          className={box}
          aria-label={t('ui.select')}
          checked={selection.chosen.has(id)}
          onChange={() => selection.toggle(id)}
        />
      </label>
    </td>
  )
}

export function SelectionHead({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const { t } = useWords()
  const some = ids.some((id) => selection.chosen.has(id))
  const all = some && ids.every((id) => selection.chosen.has(id))
  return (
    <th scope="col" className="top-[52px] z-10 h-8 w-8 border-b border-line bg-bg text-left min-[1440px]:sticky">
      <label className="flex h-8 items-center pr-3">
        <input
          type="checkbox"
          className={box}
          aria-label={t('ui.selectAll')}
          checked={all}
          ref={(element) => {
            if (element) element.indeterminate = some && !all
          }}
          onChange={() => selection.toggleAll(ids)}
        />
      </label>
    </th>
  )
}
