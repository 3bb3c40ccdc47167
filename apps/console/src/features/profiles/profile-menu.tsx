'use client'

import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import type { OnDemandContentProps } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'

interface ProfileMenuProps {
  /** Not a partner's copy. */
  own: boolean
  onClone(): void
  onRename(): void
  onArchive(): void
}

export default function ProfileMenu({
  own,
  onClone,
  onRename,
  onArchive,
  trigger,
}: ProfileMenuProps & OnDemandContentProps) {
  const { t } = useWords()
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={onClone}>{t('profile.clone')}</MenuItem>
      {own && <MenuItem onSelect={onRename}>{t('profile.rename')}</MenuItem>}
      {own && <MenuLine />}
      {own && <MenuItem onSelect={onArchive}>{t('profile.archive')}</MenuItem>}
    </Menu>
  )
}
