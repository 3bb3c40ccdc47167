'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useSession } from '@/features/session/session'
import { Page } from '@/ui/page'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { OrganizationSettings } from './organization-settings'
import { People } from './people'
import { ProfileSettings } from './profile-settings'
import { Tokens } from './tokens'

const tabs = ['profile', 'organization', 'people', 'tokens'] as const

export function SettingsPage() {
  const { t } = useWords()
  const { may } = useSession()
  const [wanted, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('profile'))
  const shown = tabs.filter(
    (tab) => (tab !== 'people' || may('people.view')) && (tab !== 'tokens' || may('tokens.manage')),
  )
  const tab = shown.includes(wanted) ? wanted : 'profile'
  return (
    <Page title={t('settings.title')}>
      <div className="mb-5">
        <Tabs
          label={t('settings.views')}
          value={tab}
          onChange={(next) => void setTab(next)}
          items={shown.map((value) => ({ value, label: t(`settings.tab.${value}`) }))}
        />
      </div>
      {tab === 'profile' && <ProfileSettings />}
      {tab === 'organization' && <OrganizationSettings />}
      {tab === 'people' && <People />}
      {tab === 'tokens' && <Tokens />}
    </Page>
  )
}
