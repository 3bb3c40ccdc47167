'use client'

import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import type { OnDemandContentProps } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'

interface DeviceMenuProps {
  claimable: boolean
  onChoose(what: 'edit' | 'claim' | 'replace' | 'retire'): void
}

export default function DeviceMenu({ claimable, onChoose, trigger }: DeviceMenuProps & OnDemandContentProps) {
  const { t } = useWords()
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={() => onChoose('edit')}>{t('device.edit')}</MenuItem>
      {claimable && <MenuItem onSelect={() => onChoose('claim')}>{t('device.claim')}</MenuItem>}
      <MenuItem onSelect={() => onChoose('replace')}>{t('device.replace')}</MenuItem>
      <MenuLine />
      <MenuItem onSelect={() => onChoose('retire')} className="text-bad">
        {t('device.retire')}
      </MenuItem>
    </Menu>
  )
}
