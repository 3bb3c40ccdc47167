'use client'

import type { Profile } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useRead } from '@/api/read'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { Page } from '@/ui/page'
import { SkeletonPage, SkeletonRows } from '@/ui/skeleton'
import { Tag } from '@/ui/status'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'
import { ProfileActions } from './profile-actions'
import { ProfileReach } from './profile-reach'

const loading = () => <SkeletonRows />
const ProfileEditor = dynamic(() => import('./profile-editor').then((module) => module.ProfileEditor), { loading })
const Assignments = dynamic(() => import('./assignments').then((module) => module.Assignments), { loading })
const Copies = dynamic(() => import('./copies').then((module) => module.Copies), { loading })
const History = dynamic(() => import('@/features/audit/history').then((module) => module.History), { loading })
const Versions = dynamic(() => import('./versions').then((module) => module.Versions), { loading })

const address = { tab: oneOf(['settings', 'assignments', 'versions', 'history', 'copies'], 'settings') }

export function ProfilePage({ profileId }: { profileId: string }) {
  const profile = useRead('GET /organizations/{organizationId}/profiles/{profileId}', {
    params: { ...useOrganizationParams(), profileId },
  })
  useCrumbs(profile.data ? [{ label: profile.data.name }] : null)
  if (profile.error) return <ProblemState page error={profile.error} onRetry={() => void profile.refetch()} />
  if (!profile.data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return <ShownProfile profile={profile.data} />
}

function ShownProfile({ profile }: { profile: Profile }) {
  const { t } = useWords()
  const { may, organization } = useSession()
  const [{ tab }, setAddress] = useAddress(address)
  const published = organization.kind === 'partner' && may('customers.view') && !profile.archivedAt
  return (
    <Page
      title={profile.name}
      state={
        <span className="flex flex-wrap items-center gap-2">
          <Tag>{t('profile.version', { version: profile.version })}</Tag>
          {profile.archivedAt ? <Tag tone="warn">{t('profile.archivedMark')}</Tag> : <ProfileReach profile={profile} />}
        </span>
      }
      actions={<ProfileActions profile={profile} />}
      lead={profile.description || undefined}
    >
      {profile.origin && (
        <p className="mb-3 rounded-md bg-info-soft px-3 py-2 text-13 text-info">
          {t('profile.origin', { name: profile.origin.name })}
        </p>
      )}
      <div className="mb-4">
        <Tabs
          label={t('profile.tabs')}
          value={tab}
          onChange={(next) => setAddress({ tab: next })}
          items={[
            { value: 'settings', label: t('profile.tab.settings'), count: profile.settings },
            { value: 'assignments', label: t('profile.tab.assignments'), count: profile.assignments.length },
            { value: 'versions', label: t('profile.tab.versions'), count: profile.version },
            { value: 'history', label: t('profile.tab.history') },
            ...(published ? [{ value: 'copies' as const, label: t('profile.tab.copies') }] : []),
          ]}
        />
      </div>
      {tab === 'settings' && <ProfileEditor profile={profile} />}
      {tab === 'assignments' && <Assignments profile={profile} />}
      {tab === 'versions' && <Versions profile={profile} />}
      {tab === 'history' && <History of={{ profileId: profile.id }} />}
      {tab === 'copies' && published && <Copies profile={profile} />}
    </Page>
  )
}
