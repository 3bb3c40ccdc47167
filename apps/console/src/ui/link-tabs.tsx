'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useCurrentInView } from './use-current-in-view'

interface LinkTabsProps {
  label: string
  items: ReadonlyArray<{ href: string; label: ReactNode; current: boolean; count?: ReactNode }>
}

/** Tabs that are pages of their own. */
export function LinkTabs({ label, items }: LinkTabsProps) {
  const row = useCurrentInView<HTMLElement>(items.find((item) => item.current)?.href ?? '')
  return (
    <nav
      ref={row}
      aria-label={label}
      className="flex min-w-0 gap-4 overflow-x-auto border-b border-line [scrollbar-width:none]"
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={item.current ? 'page' : undefined}
          className={clsx(
            '-mb-px flex shrink-0 items-baseline gap-1.5 whitespace-nowrap border-b-2 px-0.5 pt-1 pb-2 focus-visible:outline-offset-[-2px]',
            item.current ? 'border-accent font-medium text-text' : 'border-transparent text-muted hover:text-text',
          )}
        >
          {item.label}
          {item.count !== undefined && <span className="text-12 font-medium text-faint">{item.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
