'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { useWords } from '@/words/words-provider'
import { useNavigation } from './use-navigation'

export interface Crumb {
  label: string
  href?: string
}

interface Trail {
  below: { path: string; crumbs: readonly Crumb[] } | null
  setBelow(below: Trail['below']): void
}

const TrailContext = createContext<Trail>({ below: null, setBelow: () => undefined })

export function TrailProvider({ children }: { children: ReactNode }) {
  const [below, setBelow] = useState<Trail['below']>(null)
  const trail = useMemo(() => ({ below, setBelow }), [below])
  return <TrailContext value={trail}>{children}</TrailContext>
}

/** A page of one thing says where it is below its noun, and names the browser's tab. */
export function useCrumbs(crumbs: readonly Crumb[] | null): void {
  const { setBelow } = useContext(TrailContext)
  const path = usePathname()
  const key = JSON.stringify(crumbs)
  useEffect(() => {
    const read = JSON.parse(key) as Crumb[] | null
    setBelow(read && { path, crumbs: read })
    const last = read?.at(-1)
    if (last) document.title = `${last.label} · Maestro`
  }, [key, path, setBelow])
}

export function Crumbs() {
  const { t } = useWords()
  const path = usePathname()
  const { below } = useContext(TrailContext)
  const noun = useNavigation().find((item) => item.current)
  useEffect(() => {
    if (noun && noun.href === path) document.title = `${t(`nav.${noun.name}`)} · Maestro`
  }, [noun, path, t])
  if (!noun) return null
  const rest = below?.path === path ? below.crumbs : []
  const trail: Crumb[] = [{ label: t(`nav.${noun.name}`), href: noun.href }, ...rest]
  return (
    <nav aria-label={t('frame.where')} className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1.5 text-13 text-muted">
        {trail.map((crumb, index) => (
          <li
            key={`${crumb.label}-${crumb.href}`}
            className="flex min-w-0 items-center gap-1.5 last:text-text max-sm:not-last:hidden"
          >
            {index > 0 && (
              <span aria-hidden className="text-faint max-sm:hidden">
                /
              </span>
            )}
            {crumb.href && index < trail.length - 1 ? (
              <Link href={crumb.href} className="truncate hover:text-text">
                {crumb.label}
              </Link>
            ) : (
              <span className="truncate" aria-current={index === trail.length - 1 ? 'page' : undefined}>
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
