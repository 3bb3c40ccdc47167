'use client'

import { Dialog as Radix } from 'radix-ui'
import { useWords } from '@/words/words-provider'
import { Navigation } from './navigation'
import { OrganizationSwitcher } from './organization-switcher'

interface DrawerProps {
  open: boolean
  onOpenChange(open: boolean): void
}

export default function Drawer({ open, onOpenChange }: DrawerProps) {
  const { t } = useWords()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="appear fixed inset-0 z-40 bg-scrim md:hidden" />
        <Radix.Content
          aria-describedby={undefined}
          className="appear fixed inset-y-0 left-0 z-50 flex w-[min(300px,85vw)] flex-col gap-3 overflow-y-auto border-r border-line bg-bg px-3 py-3 md:hidden"
        >
          <Radix.Title className="sr-only">{t('frame.mainNavigation')}</Radix.Title>
          <OrganizationSwitcher />
          <Navigation onNavigate={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
