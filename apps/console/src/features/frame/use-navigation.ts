'use client'

import { usePathname } from 'next/navigation'
import { useSession } from '@/features/session/session'
import { type NavigationItem, navigationItems } from './navigation-items'

export interface ShownItem extends NavigationItem {
  href: string
  current: boolean
}

/** The pages this person may open here, and which of them is open. */
export function useNavigation(): readonly ShownItem[] {
  const { href, may } = useSession()
  const pathname = usePathname()
  return navigationItems
    .filter((item) => item.right === null || may(item.right))
    .map((item) => {
      const target = href(item.path)
      const current = item.path === '' ? pathname === target : pathname === target || pathname.startsWith(`${target}/`)
      return { ...item, href: target, current }
    })
}
