'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'
import type { NavigationItem } from './navigation-items'
import { useNavigation } from './use-navigation'

/** The left column: the nouns, with the numbers that say where something is. */
export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useWords()
  const items = useNavigation()
  return (
    <nav aria-label={t('frame.mainNavigation')} className="grid gap-0.5">
      {items.map((item) => (
        <div key={item.name} className={clsx(item.name === 'settings' && 'mt-2 border-t border-line pt-2')}>
          <Link
            href={item.href}
            aria-current={item.current ? 'page' : undefined}
            {...(onNavigate && { onClick: onNavigate })}
            className={clsx(
              'flex h-8 items-center gap-2.5 rounded-md px-2 text-14 max-md:h-11',
              item.current ? 'bg-off-soft font-medium text-text' : 'text-muted hover:bg-off-soft/60 hover:text-text',
            )}
          >
            <item.icon size={16} strokeWidth={1.75} aria-hidden className={clsx(item.current && 'text-accent')} />
            {t(`nav.${item.name}`)}
            <Count name={item.name} />
          </Link>
        </div>
      ))}
    </nav>
  )
}

function Count({ name }: { name: NavigationItem['name'] }) {
  const { number } = useWords()
  const { may } = useSession()
  const overview = useRead(
    'GET /organizations/{organizationId}/overview',
    { params: useOrganizationParams() },
    { enabled: may('devices.view') },
  ).data
  if (!overview) return null
  const counts: Partial<Record<NavigationItem['name'], { value: number; warn?: boolean }>> = {
    rooms: { value: overview.rooms },
    devices: { value: overview.devices.all },
    deployments: { value: overview.deployments.running },
    licenses: { value: overview.licenses.expiring, warn: true },
  }
  const count = counts[name]
  if (!count || (count.value === 0 && name !== 'rooms' && name !== 'devices')) return null
  return (
    <span className={clsx('ml-auto text-12 font-medium', count.warn ? 'text-warn' : 'text-faint')}>
      {number(count.value)}
    </span>
  )
}
