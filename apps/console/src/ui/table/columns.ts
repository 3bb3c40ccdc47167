import type { ReactNode } from 'react'

export interface TableColumn<Row> {
  id: string
  header: string
  cell(row: Row): ReactNode
  align?: 'right'
  /** The name of the server's sort order, where the list can be sorted by this column. */
  sort?: string
  /** Cannot be switched off: names the row. */
  always?: boolean
  /** Takes what width it needs. */
  wide?: boolean
  /** The header is for those who hear the page. */
  quiet?: boolean
  /** Off until somebody switches it on. */
  hidden?: boolean
}

export interface Sorting {
  /** A leading minus sorts downwards, as in the API. */
  value: string
  onChange(value: string): void
}

export const sortDirection = (sorting: Sorting | undefined, sort: string | undefined) => {
  if (!sorting || !sort) return undefined
  if (sorting.value === sort) return 'ascending'
  return sorting.value === `-${sort}` ? 'descending' : 'none'
}
