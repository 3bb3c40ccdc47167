'use client'

import { Keyboard, Menu as MenuIcon, Search } from 'lucide-react'
import { Button } from '@/ui/button'
import { Kbd } from '@/ui/kbd'
import { useWords } from '@/words/words-provider'
import { Crumbs } from './crumbs'
import { LiveMark } from './live'
import { PersonMenu } from './person-menu'

interface TopBarProps {
  onMenu(): void
  onPalette(): void
  onShortcuts(): void
}

export function TopBar({ onMenu, onPalette, onShortcuts }: TopBarProps) {
  const { t } = useWords()
  return (
    <header className="sticky top-0 z-30 flex h-[52px] items-center gap-2 border-b border-line bg-bg px-4 md:px-6">
      <Button look="ghost" size="icon" aria-label={t('frame.openMenu')} onClick={onMenu} className="-ml-2 md:hidden">
        <MenuIcon size={18} aria-hidden />
      </Button>
      <Crumbs />
      <LiveMark />
      <button
        type="button"
        onClick={onPalette}
        className="flex h-8 items-center gap-2 rounded-[7px] border border-line-strong bg-panel px-2.5 text-13 text-faint hover:text-text max-sm:w-9 max-sm:justify-center max-sm:px-0"
      >
        <Search size={14} aria-hidden />
        <span className="max-sm:sr-only sm:pr-6">{t('frame.search')}</span>
        <span className="max-md:hidden" aria-hidden>
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Button
        look="ghost"
        size="icon"
        aria-label={t('frame.shortcuts')}
        onClick={onShortcuts}
        className="max-md:hidden"
      >
        <Keyboard size={16} aria-hidden />
      </Button>
      <PersonMenu />
    </header>
  )
}
