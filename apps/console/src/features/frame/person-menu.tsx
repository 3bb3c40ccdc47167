'use client'

import { lazy } from 'react'
import { useSession } from '@/features/session/session'
import { OnDemand } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'

const PersonMenuContent = lazy(() => import('./person-menu-content'))

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()

export function PersonMenu() {
  const { t } = useWords()
  const { me } = useSession()
  return (
    <OnDemand
      content={PersonMenuContent}
      props={{}}
      trigger={
        <button
          type="button"
          aria-label={t('frame.account')}
          className="grid size-8 shrink-0 place-items-center rounded-full bg-off-soft text-12 font-semibold text-muted hover:text-text"
        >
          {initials(me.name)}
        </button>
      }
    />
  )
}
