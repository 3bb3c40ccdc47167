'use client'

import { clsx } from 'clsx'
import type { MouseEvent } from 'react'
import type { TableColumn } from './columns'
import { SelectionCell } from './selection-cells'
import type { Selection } from './use-selection'

interface TableRowProps<Row> {
  id: string
  index: number
  row: Row
  columns: ReadonlyArray<TableColumn<Row>>
  selection: Selection | undefined
}

const openOnClick = (event: MouseEvent<HTMLTableRowElement>) => {
  const target = event.target as HTMLElement
  if (target.closest('a, button, input, label, [role="checkbox"]') || window.getSelection()?.toString()) return
  event.currentTarget.querySelector<HTMLElement>('[data-opens] a, [data-opens] button')?.click()
}

export function TableRow<Row>({ id, index, row, columns, selection }: TableRowProps<Row>) {
  return (
    <tr
      data-row={id}
      aria-rowindex={index + 2}
      onClick={openOnClick}
      className={clsx(
        'border-b border-line hover:bg-off-soft/60 focus-within:bg-off-soft/60',
        selection?.chosen.has(id) && 'bg-accent-soft/50',
        'max-md:relative max-md:grid max-md:grid-cols-[max-content_1fr] max-md:gap-x-4 max-md:gap-y-1 max-md:py-3',
      )}
    >
      {selection && <SelectionCell id={id} selection={selection} />}
      {columns.map((column) => (
        <td
          key={column.id}
          data-opens={column.always || undefined}
          data-label={column.header}
          className={clsx(
            'h-9 pr-3 whitespace-nowrap max-md:h-auto max-md:pr-0 max-md:whitespace-normal',
            !column.wide && 'max-w-44',
            column.always
              ? 'max-w-56 font-medium max-md:col-span-2 max-md:text-14'
              : 'max-md:col-span-2 max-md:grid max-md:grid-cols-subgrid',
            !column.always &&
              (column.quiet
                ? 'max-md:*:col-span-2'
                : 'max-md:before:text-12 max-md:before:text-faint max-md:before:content-[attr(data-label)]'),
            column.align === 'right' && 'text-right text-muted max-md:text-left',
          )}
        >
          <div className="truncate max-md:min-w-0 max-md:whitespace-normal">{column.cell(row)}</div>
        </td>
      ))}
    </tr>
  )
}
