'use client'

import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import type { OnDemandContentProps } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'
import { useMoveDestinations } from './use-move'

interface DeviceMenuProps {
  claimable: boolean
  onChoose(what: 'edit' | 'claim' | 'replace' | 'move' | 'retire'): void
}

export default function DeviceMenu({ claimable, onChoose, trigger }: DeviceMenuProps & OnDemandContentProps) {
  const { t } = useWords()
  const { items: destinations } = useMoveDestinations('')
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={() => onChoose('edit')}>{t('device.edit')}</MenuItem>
      {claimable && <MenuItem onSelect={() => onChoose('claim')}>{t('device.claim')}</MenuItem>}
      <MenuItem onSelect={() => onChoose('replace')}>{t('device.replace')}</MenuItem>
      {destinations.length > 0 && <MenuItem onSelect={() => onChoose('move')}>{t('device.move')}</MenuItem>}
      <MenuLine />
      <MenuItem onSelect={() => onChoose('retire')} className="text-bad">
        {t('device.retire')}
      </MenuItem>
    </Menu>
  )
}
