'use client'

import type { RefObject } from 'react'
import { useHotkeys } from '../hotkeys'
import type { Selection } from './use-selection'

const rowOf = (table: HTMLTableElement | null): HTMLTableRowElement | null => {
  const row = document.activeElement?.closest<HTMLTableRowElement>('tr[data-row]') ?? null
  return row && table?.contains(row) ? row : null
}

const focusIn = (row: Element | null | undefined) => {
  const target = row?.querySelector<HTMLElement>('a[href], button') ?? row?.querySelector<HTMLElement>('[data-selects]')
  target?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

const besides = (row: Element, step: 1 | -1): Element | null => {
  const sibling = step === 1 ? row.nextElementSibling : row.previousElementSibling
  return sibling?.matches('tr[data-row]') ? sibling : null
}

/** `j` and `k` walk the rows by moving the focus to each row's link, so that Enter opens it; `x` chooses the row. */
export function useRowKeys(table: RefObject<HTMLTableElement | null>, selection: Selection | undefined): void {
  const move = (step: 1 | -1) => {
    const row = rowOf(table.current)
    focusIn(row ? besides(row, step) : table.current?.querySelector('tr[data-row]'))
  }
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    ...(selection && {
      x: () => {
        const id = rowOf(table.current)?.dataset['row']
        if (id) selection.toggle(id)
      },
    }),
  })
}
