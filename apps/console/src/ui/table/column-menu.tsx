'use client'

import { Columns3 } from 'lucide-react'
import { useWords } from '@/words/words-provider'
import { Button } from '../button'
import { Menu, MenuCheck } from '../menu'
import type { TableColumn } from './columns'
import type { ColumnChoice } from './use-column-choice'

interface ColumnMenuProps<Row> {
  columns: ReadonlyArray<TableColumn<Row>>
  visible: ColumnChoice
  choose(id: string, visible: boolean): void
}

export function ColumnMenu<Row>({ columns, visible, choose }: ColumnMenuProps<Row>) {
  const { t } = useWords()
  return (
    <Menu
      trigger={
        <Button look="ghost" size="small" icon={<Columns3 size={14} aria-hidden />} className="max-md:hidden">
          {t('ui.columns')}
        </Button>
      }
    >
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
