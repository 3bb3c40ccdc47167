'use client'

import { clsx } from 'clsx'
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { useWords } from '@/words/words-provider'
import { useNavigation } from './use-navigation'

/** On a phone the four most used places are at the thumb; the rest is one tap away. */
export function PhoneNavigation({ onMore }: { onMore(): void }) {
  const { t } = useWords()
  const items = useNavigation().filter((item) => item.name !== 'settings' && item.name !== 'configuration')
  const look = 'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-11'
  return (
    <nav
      aria-label={t('frame.mainNavigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-bg pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.slice(0, 4).map((item) => (
        <Link
          key={item.name}
          href={item.href}
          aria-current={item.current ? 'page' : undefined}
          className={clsx(look, item.current ? 'font-medium text-accent' : 'text-muted')}
        >
          <item.icon size={18} strokeWidth={1.75} aria-hidden />
          {t(`nav.${item.name}`)}
        </Link>
      ))}
      <button type="button" onClick={onMore} className={clsx(look, 'text-muted')}>
        <Ellipsis size={18} aria-hidden />
        {t('nav.more')}
      </button>
    </nav>
  )
}
