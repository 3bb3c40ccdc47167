'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { KeyList } from './key-list'
import { PoolList } from './pool-list'
import { Position } from './position'

const FillPoolDialog = dynamic(() => import('./fill-pool-dialog'), { ssr: false })
const IssueKeyDialog = dynamic(() => import('./issue-key-dialog'), { ssr: false })

const tabs = ['position', 'pools', 'keys'] as const
const address = { tab: oneOf(tabs, 'position') }

export function LicensesPage() {
  const { t } = useWords()
  const { may, organization } = useSession()
  const [{ tab }, setAddress] = useAddress(address)
  const [open, setOpen] = useState<'pool' | 'key' | null>(null)
  const sells = organization.kind !== 'customer'
  const manages = may('licenses.manage') && sells
  return (
    <Page
      title={t('licenses.title')}
      lead={t('licenses.lead')}
      actions={
        manages && (
          <>
            {organization.kind === 'operator' && (
              <Button onClick={() => setOpen('pool')}>{t('licenses.fillPool')}</Button>
            )}
            <Button look="go" onClick={() => setOpen('key')}>
              {t('licenses.issueKey')}
            </Button>
          </>
        )
      }
    >
      <div className="mb-4">
        <Tabs
          label={t('licenses.views')}
          value={tab}
          onChange={(next) => setAddress({ tab: next })}
          items={tabs
            .filter((value) => value !== 'keys' || sells)
            .map((value) => ({ value, label: t(`licenses.tab.${value}`) }))}
        />
      </div>
      {tab === 'position' && <Position />}
      {tab === 'pools' && <PoolList />}
      {tab === 'keys' && <KeyList />}
      {open === 'pool' && <FillPoolDialog onClose={() => setOpen(null)} />}
      {open === 'key' && <IssueKeyDialog onClose={() => setOpen(null)} />}
    </Page>
  )
}
