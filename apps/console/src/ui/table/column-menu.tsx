'use client'

import { Columns3 } from 'lucide-react'
import { lazy } from 'react'
import { useWords } from '@/words/words-provider'
import { Button } from '../button'
import { OnDemand } from '../on-demand'
import type { ColumnMenuProps } from './column-menu-content'

const Content = lazy(() => import('./column-menu-content'))

export function ColumnMenu(props: ColumnMenuProps) {
  const { t } = useWords()
  return (
    <OnDemand
      content={Content}
      props={props}
      trigger={
        <Button look="ghost" size="small" icon={<Columns3 size={14} aria-hidden />} className="max-md:hidden">
          {t('ui.columns')}
        </Button>
      }
    />
  )
}
