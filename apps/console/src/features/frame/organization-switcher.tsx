'use client'

import { ChevronsUpDown } from 'lucide-react'
import { lazy } from 'react'
import { useSession } from '@/features/session/session'
import { OnDemand } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'

const OrganizationOptions = lazy(() => import('./organization-options'))

const initialOf = (name: string) => name.trim().charAt(0).toUpperCase()

/** Where the reader is working, and the way to where else they may work. */
export function OrganizationSwitcher() {
  const { t } = useWords()
  const { organization } = useSession()
  return (
    <OnDemand
      kind="dialog"
      content={OrganizationOptions}
      props={{}}
      trigger={
        <button
          type="button"
          className="flex h-9 w-full min-w-0 shrink-0 items-center gap-2 rounded-md px-2 text-left font-semibold hover:bg-off-soft"
        >
          <span
            aria-hidden
            className="grid size-[22px] shrink-0 place-items-center rounded-md bg-accent text-12 text-accent-ink"
          >
            {initialOf(organization.name)}
          </span>
          <span className="sr-only">{t('frame.organization')}: </span>
          <span className="truncate">{organization.name}</span>
          <ChevronsUpDown size={14} aria-hidden className="ml-auto shrink-0 text-faint" />
        </button>
      }
    />
  )
}
