'use client'

import { clsx } from 'clsx'
import type { MouseEvent } from 'react'
import { useWords } from '@/words/words-provider'
import { Checkbox } from '../checkbox'
import type { TableColumn } from './columns'

interface TableRowProps<Row> {
  id: string
  index: number
  row: Row
  name: string
  columns: ReadonlyArray<TableColumn<Row>>
  select: { checked: boolean; onChange(checked: boolean): void } | undefined
}

const openOnClick = (event: MouseEvent<HTMLTableRowElement>) => {
  const target = event.target as HTMLElement
  if (target.closest('a, button, input, label, [role="checkbox"]') || window.getSelection()?.toString()) return
  event.currentTarget.querySelector<HTMLElement>('[data-opens] a, [data-opens] button')?.click()
}

export function TableRow<Row>({ id, index, row, name, columns, select }: TableRowProps<Row>) {
  const { t } = useWords()
  return (
    <tr
      data-row={id}
      aria-rowindex={index + 2}
      aria-selected={select?.checked}
      onClick={openOnClick}
      className={clsx(
        'border-b border-line hover:bg-off-soft/60 focus-within:bg-off-soft/60 aria-selected:bg-accent-soft/60',
        'max-md:relative max-md:grid max-md:grid-cols-[max-content_1fr] max-md:gap-x-4 max-md:gap-y-1 max-md:py-3',
        select && 'max-md:pl-8',
      )}
    >
      {select && (
        <td className="h-9 w-7 max-md:absolute max-md:top-1.5 max-md:left-0">
          <Checkbox label={t('ui.selectRow', { name })} {...select} />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          data-opens={column.always || undefined}
          data-label={column.header}
          className={clsx(
            'h-9 pr-3 whitespace-nowrap max-md:h-auto max-md:pr-0 max-md:whitespace-normal',
            column.always
              ? 'font-medium max-md:col-span-2 max-md:text-14'
              : 'max-md:col-span-2 max-md:grid max-md:grid-cols-subgrid max-md:before:text-12 max-md:before:text-faint max-md:before:content-[attr(data-label)]',
            column.align === 'right' && 'text-right text-muted max-md:text-left',
          )}
        >
          <div className="max-md:min-w-0">{column.cell(row)}</div>
        </td>
      ))}
    </tr>
  )
}
