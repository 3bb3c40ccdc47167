'use client'

import { useCallback, useMemo, useState } from 'react'

/** Rows that a reader has chosen, by their ids. */
export interface Selection {
  readonly chosen: ReadonlySet<string>
  toggle(id: string): void
  /** Chooses all of these, or none of them when all are chosen already. */
  toggleAll(ids: readonly string[]): void
}

export function useSelection(): Selection & { clear(): void } {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (id: string) =>
      setChosen((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const toggleAll = useCallback(
    (ids: readonly string[]) =>
      setChosen((before) => (ids.every((id) => before.has(id)) ? new Set() : new Set([...before, ...ids]))),
    [],
  )
  const clear = useCallback(() => setChosen(new Set()), [])
  return useMemo(() => ({ chosen, toggle, toggleAll, clear }), [chosen, toggle, toggleAll, clear])
}
