'use client'

import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useWords } from '@/words/words-provider'
import { type Sorting, sortDirection, type TableColumn } from './columns'
import { SelectionHead } from './selection-cells'
import type { Selection } from './use-selection'

interface TableHeadProps<Row> {
  columns: ReadonlyArray<TableColumn<Row>>
  sorting: Sorting | undefined
  selection: (Selection & { ids: readonly string[] }) | undefined
}

export function TableHead<Row>({ columns, sorting, selection }: TableHeadProps<Row>) {
  return (
    <thead className="max-md:hidden">
      <tr>
        {selection && <SelectionHead ids={selection.ids} selection={selection} />}
        {columns.map((column) => {
          const direction = sortDirection(sorting, column.sort)
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={direction}
              className={clsx(
                'top-[52px] z-10 h-8 border-b border-line bg-bg pr-3 min-[1440px]:sticky text-12 font-medium whitespace-nowrap text-faint',
                column.align === 'right' ? 'text-right' : 'text-left',
              )}
            >
              {sorting && column.sort ? (
                <SortButton
                  column={column.header}
                  sort={column.sort}
                  direction={direction}
                  sorting={sorting}
                  right={column.align === 'right'}
                />
              ) : (
                <span className={column.quiet ? 'sr-only' : 'block leading-8'}>{column.header}</span>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

interface SortButtonProps {
  column: string
  sort: string
  direction: ReturnType<typeof sortDirection>
  sorting: Sorting
  /** Over numbers: the arrow stands before the word, so that the word stands over them. */
  right: boolean
}

function SortButton({ column, sort, direction, sorting, right }: SortButtonProps) {
  const { t } = useWords()
  return (
    <button
      type="button"
      title={t('ui.sortBy', { column })}
      onClick={() => sorting.onChange(direction === 'ascending' ? `-${sort}` : sort)}
      className={clsx(
        'group flex h-8 items-center gap-1 hover:text-text',
        direction !== 'none' && 'text-text',
        right && 'ml-auto flex-row-reverse',
      )}
    >
      {column}
      {direction === 'descending' ? (
        <ArrowDown size={12} aria-hidden />
      ) : (
        <ArrowUp size={12} aria-hidden className={clsx(direction === 'none' && 'opacity-0 group-hover:opacity-60')} />
      )}
    </button>
  )
}
