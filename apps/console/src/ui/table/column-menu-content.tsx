'use client'

import { Menu, MenuCheck } from '../menu'
import type { OnDemandContentProps } from '../on-demand'
import type { TableColumn } from './columns'
import type { ColumnChoice } from './use-column-choice'

export interface ColumnMenuProps {
  columns: ReadonlyArray<Pick<TableColumn<never>, 'id' | 'header' | 'always'>>
  visible: ColumnChoice
  choose(id: string, visible: boolean): void
}

export default function ColumnMenuContent({
  columns,
  visible,
  choose,
  trigger,
}: ColumnMenuProps & OnDemandContentProps) {
  return (
    <Menu trigger={trigger}>
      {columns
        .filter((column) => !column.always)
        .map((column) => (
          <MenuCheck
            key={column.id}
            checked={visible[column.id] ?? true}
            onCheckedChange={(next) => choose(column.id, next)}
          >
            {column.header}
          </MenuCheck>
        ))}
    </Menu>
  )
}
