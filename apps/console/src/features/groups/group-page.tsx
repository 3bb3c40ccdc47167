'use client'

import type { DeviceGroup } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useRead } from '@/api/read'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Fact, Facts } from '@/ui/facts'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { SkeletonPage, SkeletonRows } from '@/ui/skeleton'
import { Tag } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { GroupActions } from './group-actions'
import { GroupCount, GroupProfiles } from './group-columns'
import { RuleText } from './rule-text'

const GroupDevices = dynamic(() => import('./group-devices').then((module) => module.GroupDevices), {
  loading: () => <SkeletonRows />,
})

export function GroupPage({ groupId }: { groupId: string }) {
  const { t } = useWords()
  const { href } = useSession()
  const group = useRead('GET /organizations/{organizationId}/groups/{groupId}', {
    params: { ...useOrganizationParams(), groupId },
  })
  useCrumbs(
    group.data
      ? [{ label: t('configurations.groups'), href: href('/configuration/groups') }, { label: group.data.name }]
      : null,
  )
  if (group.error) return <ProblemState page error={group.error} onRetry={() => void group.refetch()} />
  if (!group.data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return <ShownGroup group={group.data} />
}

function ShownGroup({ group }: { group: DeviceGroup }) {
  const { t } = useWords()
  return (
    <Page
      title={group.name}
      state={<Tag>{t(group.rule ? 'groups.byRule' : 'groups.byHand')}</Tag>}
      actions={<GroupActions group={group} />}
      lead={group.description || undefined}
    >
      <WithAside
        aside={
          <>
            <AsidePart title={t('device.facts')}>
              <Facts>
                <Fact name={t('groups.devices')}>
                  <GroupCount group={group} />
                </Fact>
                <Fact name={t('groups.priority')}>{group.priority}</Fact>
                <Fact name={t('groups.profiles')}>
                  <GroupProfiles group={group} />
                </Fact>
                <Fact name={t('group.createdBy')}>{group.createdBy}</Fact>
              </Facts>
            </AsidePart>
            {group.rule && (
              <AsidePart title={t('group.rule')}>
                <RuleText rule={group.rule} />
              </AsidePart>
            )}
          </>
        }
      >
        <GroupDevices group={group} />
      </WithAside>
    </Page>
  )
}
