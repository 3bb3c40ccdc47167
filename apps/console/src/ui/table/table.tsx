'use client'

import { columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useMemo, useRef } from 'react'
import type { Sorting, TableColumn } from './columns'
import { TableHead } from './table-head'
import { TableRow } from './table-row'
import type { ColumnChoice } from './use-column-choice'
import { useRowKeys } from './use-row-keys'
import { useVisibleRows } from './use-visible-rows'

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
const everythingVisible: ColumnChoice = {}

export type Selection = Readonly<Record<string, true>>

export interface TableProps<Row> {
  label: string
  rows: readonly Row[]
  columns: ReadonlyArray<TableColumn<Row>>
  idOf(row: Row): string
  nameOf?(row: Row): string
  visible?: ColumnChoice
  sorting?: Sorting
  selection?: { value: Selection; onChange(value: Selection): void }
  /** Rows that are being replaced by a newer answer are shown fainter, without moving. */
  stale?: boolean
}

/** A list of things: one row each, walked by keyboard, virtual when long, and cards on a phone. */
export function Table<Row extends object>(props: TableProps<Row>) {
  const { label, rows, columns, idOf, nameOf, visible = everythingVisible, sorting, selection, stale } = props
  const element = useRef<HTMLTableElement>(null)
  const data = useMemo(() => [...rows], [rows])
  const definitions = useMemo(() => columns.map((column) => ({ id: column.id, header: column.header })), [columns])
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: idOf,
    state: { columnVisibility: { ...visible }, rowSelection: { ...selection?.value } },
    onRowSelectionChange: (update) =>
      selection?.onChange(typeof update === 'function' ? update({ ...selection.value }) : update),
  })
  const shown = columns.filter((column) => column.always || table.getColumn(column.id)?.getIsVisible())
  const model = table.getRowModel().rows
  const { from, to, above, below } = useVisibleRows(model.length, element)
  const width = shown.length + (selection ? 1 : 0)
  useRowKeys(element, selection && ((id) => table.getRow(id).toggleSelected()))

  return (
    <div className="overflow-x-auto xl:overflow-x-visible" data-stale={stale || undefined}>
      <table
        ref={element}
        aria-label={label}
        aria-rowcount={model.length + 1}
        aria-busy={stale || undefined}
        className="w-full border-collapse text-13 transition-opacity aria-busy:opacity-60 max-md:block"
      >
        <TableHead
          columns={shown}
          sorting={sorting}
          all={
            selection && {
              checked: table.getIsAllRowsSelected() || (table.getIsSomeRowsSelected() && 'indeterminate'),
              onChange: (checked) => table.toggleAllRowsSelected(checked),
            }
          }
        />
        <tbody className="max-md:block">
          {above > 0 && <Gap height={above} width={width} />}
          {model.slice(from, to).map((row) => (
            <TableRow
              key={row.id}
              id={row.id}
              index={row.index}
              row={row.original}
              columns={shown}
              name={nameOf?.(row.original) ?? row.id}
              select={selection && { checked: row.getIsSelected(), onChange: (checked) => row.toggleSelected(checked) }}
            />
          ))}
          {below > 0 && <Gap height={below} width={width} />}
        </tbody>
      </table>
    </div>
  )
}

function Gap({ height, width }: { height: number; width: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={width} style={{ height, padding: 0 }} />
    </tr>
  )
}
