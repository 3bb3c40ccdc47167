'use client'

import { useCallback, useEffect, useState } from 'react'
import type { TableColumn } from './columns'

export type ColumnChoice = Readonly<Record<string, boolean>>

/** Which columns a reader wants to see in this list; remembered in this browser. */
export function useColumnChoice<Row>(list: string, columns: ReadonlyArray<TableColumn<Row>>) {
  const key = `maestro-columns-${list}`
  const initial = Object.fromEntries(columns.map((column) => [column.id, !column.hidden]))
  const [chosen, setChosen] = useState<ColumnChoice>({})
  useEffect(() => {
    const saved = localStorage.getItem(key)
    if (saved) setChosen(JSON.parse(saved) as ColumnChoice)
  }, [key])
  const choose = useCallback(
    (id: string, visible: boolean) =>
      setChosen((before) => {
        const next = { ...before, [id]: visible }
        localStorage.setItem(key, JSON.stringify(next))
        return next
      }),
    [key],
  )
  return { visible: { ...initial, ...chosen }, choose }
}
