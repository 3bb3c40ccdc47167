'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { useSession } from '@/features/session/session'
import { LinkTabs } from '@/ui/link-tabs'
import { Page } from '@/ui/page'
import { useWords } from '@/words/words-provider'

const parts = [
  { name: 'position', path: '/licenses' },
  { name: 'forecast', path: '/licenses/forecast' },
  { name: 'pools', path: '/licenses/pools' },
  { name: 'keys', path: '/licenses/keys' },
  { name: 'rules', path: '/licenses/rules' },
  { name: 'batches', path: '/licenses/batches' },
] as const

/** The lists of licences under one heading. */
export function LicensesFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  const { href } = useSession()
  const path = usePathname()
  return (
    <Page title={t('licenses.title')} actions={actions}>
      <div className="mb-4">
        <LinkTabs
          label={t('licenses.views')}
          items={parts.map((part) => ({
            href: href(part.path),
            label: t(`licenses.tab.${part.name}`),
            current: path === href(part.path),
          }))}
        />
      </div>
      {children}
    </Page>
  )
}
