'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

const virtualFrom = 120
const rowHeight = 37

interface VisibleRows {
  from: number
  to: number
  /** Heights in pixels of the rows that are left out. */
  above: number
  below: number
}

/** Which rows of a long list are worth drawing: those in sight and a few around them. */
export function useVisibleRows(count: number, table: RefObject<HTMLTableElement | null>): VisibleRows {
  const enabled = count > virtualFrom
  const margin = table.current?.offsetTop ?? 0
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 16,
    enabled,
    scrollMargin: margin,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  if (!enabled || !first || !last) return { from: 0, to: enabled ? virtualFrom : count, above: 0, below: 0 }
  return {
    from: first.index,
    to: last.index + 1,
    above: first.start - margin,
    below: virtual.getTotalSize() - (last.end - margin),
  }
}
