'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import type { ReactNode, RefObject } from 'react'

const rowHeight = 37

interface VirtualRowsProps {
  count: number
  columns: number
  table: RefObject<HTMLTableElement | null>
  draw(from: number, to: number): ReactNode
}

/** The rows in sight and a few around them, between two gaps as high as what is left out. */
export default function VirtualRows({ count, columns, table, draw }: VirtualRowsProps) {
  const margin = table.current?.offsetTop ?? 0
  const virtual = useWindowVirtualizer({ count, estimateSize: () => rowHeight, overscan: 20, scrollMargin: margin })
  const items = virtual.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  if (!first || !last) return draw(0, Math.min(count, 40))
  return (
    <>
      <Gap height={first.start - margin} columns={columns} />
      {draw(first.index, last.index + 1)}
      <Gap height={virtual.getTotalSize() - (last.end - margin)} columns={columns} />
    </>
  )
}

function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  )
}
