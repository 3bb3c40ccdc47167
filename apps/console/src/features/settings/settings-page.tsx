'use client'

import type { Right } from '@maestro/domain'
import { useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Page } from '@/ui/page'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { DeploymentSettings } from './deployment-settings'
import { OrganizationSettings } from './organization-settings'
import { People } from './people'
import { ProfileSettings } from './profile-settings'
import { Tokens } from './tokens'

const tabs = ['profile', 'organization', 'deployments', 'people', 'tokens'] as const
const needed: Partial<Record<(typeof tabs)[number], Right>> = {
  deployments: 'deployments.view',
  people: 'people.view',
  tokens: 'tokens.manage',
}
const address = { tab: oneOf(tabs, 'profile') }

export function SettingsPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [{ tab: wanted }, setAddress] = useAddress(address)
  const shown = tabs.filter((tab) => needed[tab] === undefined || may(needed[tab]))
  const tab = shown.includes(wanted) ? wanted : 'profile'
  return (
    <Page title={t('settings.title')}>
      <div className="mb-5">
        <Tabs
          label={t('settings.views')}
          value={tab}
          onChange={(next) => setAddress({ tab: next })}
          items={shown.map((value) => ({ value, label: t(`settings.tab.${value}`) }))}
        />
      </div>
      {tab === 'profile' && <ProfileSettings />}
      {tab === 'organization' && <OrganizationSettings />}
      {tab === 'deployments' && <DeploymentSettings />}
      {tab === 'people' && <People />}
      {tab === 'tokens' && <Tokens />}
    </Page>
  )
}
