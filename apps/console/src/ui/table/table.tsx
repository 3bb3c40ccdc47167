'use client'

import dynamic from 'next/dynamic'
import { useRef } from 'react'
import { useScrollsSideways } from '../use-scrolls-sideways'
import type { Sorting, TableColumn } from './columns'
import { TableHead } from './table-head'
import { TableRow } from './table-row'
import type { ColumnChoice } from './use-column-choice'
import { useRowKeys } from './use-row-keys'
import type { Selection } from './use-selection'

/** From here on only the rows in sight are drawn; what decides which is fetched together with so many rows. */
const virtualFrom = 120
const VirtualRows = dynamic(() => import('./virtual-rows'), { ssr: false })

export interface TableProps<Row> {
  label: string
  rows: readonly Row[]
  columns: ReadonlyArray<TableColumn<Row>>
  idOf(row: Row): string
  visible?: ColumnChoice
  sorting?: Sorting
  /** Rows that are being replaced by a newer answer are shown fainter, without moving. */
  stale?: boolean
  /** Rows can be chosen, with the pointer or with `x`. */
  selection?: Selection
}

/** A list of things: one row each, walked by keyboard, virtual when long, and cards on a phone. */
export function Table<Row>({ label, rows, columns, idOf, visible, sorting, stale, selection }: TableProps<Row>) {
  const box = useRef<HTMLDivElement>(null)
  const element = useRef<HTMLTableElement>(null)
  const scrolls = useScrollsSideways(box)
  const shown = columns.filter((column) => column.always || (visible?.[column.id] ?? !column.hidden))
  useRowKeys(element, selection)
  const draw = (from: number, to: number) =>
    rows
      .slice(from, to)
      .map((row, offset) => (
        <TableRow
          key={idOf(row)}
          id={idOf(row)}
          index={from + offset}
          row={row}
          columns={shown}
          selection={selection}
        />
      ))
  return (
    <div
      ref={box}
      className="overflow-x-auto min-[1440px]:overflow-x-visible"
      // What scrolls does so by keyboard, too.
      {...(scrolls && { tabIndex: 0, role: 'group', 'aria-label': label })}
    >
      <table
        ref={element}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-busy={stale || undefined}
        className="renewing w-full border-collapse text-13 max-md:block"
      >
        <TableHead columns={shown} sorting={sorting} selection={selection && { ...selection, ids: rows.map(idOf) }} />
        <tbody className="max-md:block">
          {rows.length > virtualFrom ? (
            <VirtualRows count={rows.length} columns={shown.length + (selection ? 1 : 0)} table={element} draw={draw} />
          ) : (
            draw(0, rows.length)
          )}
        </tbody>
      </table>
    </div>
  )
}
