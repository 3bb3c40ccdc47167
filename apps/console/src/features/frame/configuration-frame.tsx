'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useSession } from '@/features/session/session'
import { LinkTabs } from '@/ui/link-tabs'
import { Page } from '@/ui/page'
import { useWords } from '@/words/words-provider'

const parts = [
  { name: 'profiles', path: '/configuration' },
  { name: 'groups', path: '/configuration/groups' },
  { name: 'drift', path: '/configuration/drift' },
  { name: 'settings', path: '/configuration/settings' },
] as const

/** The four lists of configuration under one heading. */
export function ConfigurationFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  const { href } = useSession()
  const path = usePathname()
  return (
    <Page title={t('configurations.title')} actions={actions}>
      <div className="mb-3">
        <LinkTabs
          label={t('configurations.views')}
          items={parts.map((part) => ({
            href: href(part.path),
            label: t(`configurations.${part.name}`),
            current: path === href(part.path),
          }))}
        />
      </div>
      {children}
    </Page>
  )
}
