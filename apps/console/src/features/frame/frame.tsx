'use client'

import { clsx } from 'clsx'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useSession } from '@/features/session/session'
import { useHotkeys } from '@/ui/hotkeys'
import { useWords } from '@/words/words-provider'
import { TrailProvider } from './crumbs'
import { LiveProvider } from './live'
import { Navigation } from './navigation'
import { OrganizationSwitcher } from './organization-switcher'
import { PhoneNavigation } from './phone-navigation'
import { TopBar } from './top-bar'
import { useNavigation } from './use-navigation'

const CommandPalette = dynamic(() => import('./command-palette'), { ssr: false })
const ShortcutsDialog = dynamic(() => import('./shortcuts-dialog'), { ssr: false })
const Drawer = dynamic(() => import('./drawer'), { ssr: false })

type Open = 'palette' | 'shortcuts' | 'drawer' | null

/** What surrounds every page of an organization. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useWords()
  const { organization } = useSession()
  const [open, setOpen] = useState<Open>(null)
  const toggle = (which: Exclude<Open, null>) => (next: boolean) => setOpen(next ? which : null)
  useFrameKeys(setOpen)
  return (
    <LiveProvider>
      <TrailProvider>
        <a
          href="#content"
          className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t('frame.skip')}
        </a>
        <div className="grid min-h-dvh md:grid-cols-[216px_minmax(0,1fr)]">
          <div
            className={clsx(
              'sticky top-0 flex h-dvh flex-col gap-3 overflow-y-auto border-r border-line px-2.5 py-2.5 max-md:hidden',
              organization.through && 'border-l-4 border-l-warn',
            )}
          >
            <OrganizationSwitcher />
            <Navigation />
          </div>
          <div className="flex min-w-0 flex-col">
            <TopBar
              onMenu={() => setOpen('drawer')}
              onPalette={() => setOpen('palette')}
              onShortcuts={() => setOpen('shortcuts')}
            />
            <ThroughGrant />
            <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
              {children}
            </main>
          </div>
        </div>
        <PhoneNavigation onMore={() => setOpen('drawer')} />
        {open === 'palette' && <CommandPalette open onOpenChange={toggle('palette')} />}
        {open === 'shortcuts' && <ShortcutsDialog open onOpenChange={toggle('shortcuts')} />}
        {open === 'drawer' && <Drawer open onOpenChange={toggle('drawer')} />}
      </TrailProvider>
    </LiveProvider>
  )
}

function useFrameKeys(setOpen: (open: Open) => void) {
  const router = useRouter()
  const pages = useNavigation().map((item) => [`g ${item.key}`, () => router.push(item.href)] as const)
  useHotkeys({
    ...Object.fromEntries(pages),
    'mod+k': () => setOpen('palette'),
    '?': () => setOpen('shortcuts'),
  })
}

/** Whoever works in somebody else's organization is told so, all the time. */
function ThroughGrant() {
  const { t, rich } = useWords()
  const { organization, me } = useSession()
  const { through } = organization
  if (!through) return null
  const home = me.organizations.find((one) => one.id === through.id)
  return (
    <aside
      aria-label={t('frame.throughGrant')}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warn-soft px-4 py-1.5 text-13 text-warn md:px-6"
    >
      <span>
        {rich('frame.workingIn', { organization: <strong className="font-semibold">{organization.name}</strong> })}
      </span>
      {home && (
        <Link href={`/o/${home.slug}/customers`} className="ml-auto font-medium underline underline-offset-2">
          {t('frame.backTo', { organization: home.name })}
        </Link>
      )}
    </aside>
  )
}
