'use client'

import { Fragment } from 'react'
import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import type { OnDemandContentProps } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'

export type PoolAct = 'change' | 'move' | 'back' | 'suspend' | 'resume' | 'revoke'

interface PoolMenuProps {
  acts: readonly PoolAct[]
  onChoose(act: PoolAct): void
}

export default function PoolMenu({ trigger, acts, onChoose }: PoolMenuProps & OnDemandContentProps) {
  const { t } = useWords()
  return (
    <Menu trigger={trigger} align="end">
      {acts.map((act) => (
        <Fragment key={act}>
          {act === 'revoke' && <MenuLine />}
          <MenuItem className={act === 'revoke' ? 'text-bad' : ''} onSelect={() => onChoose(act)}>
            {t(`pools.act.${act}`)}
          </MenuItem>
        </Fragment>
      ))}
    </Menu>
  )
}
