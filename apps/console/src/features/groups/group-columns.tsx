'use client'

import type { DeviceGroup } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { useSession } from '@/features/session/session'
import { Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'

/** How many devices are in a group; large ones stop counting and say so. */
export function GroupCount({ group }: { group: DeviceGroup }) {
  const { t, number } = useWords()
  const { count, more } = group.devices
  return <>{more ? t('ui.moreThan', { count: number(count) }) : number(count)}</>
}

/** The profiles that are assigned to a group. */
export function GroupProfiles({ group }: { group: DeviceGroup }) {
  const { t } = useWords()
  const { href } = useSession()
  if (group.profiles.length === 0) return <span className="text-faint">{t('group.noProfiles')}</span>
  return (
    <span className="inline-flex flex-wrap gap-1">
      {group.profiles.map((profile) => (
        <Link key={profile.id} href={href(`/configuration/profiles/${profile.id}`)} className="hover:underline">
          <Tag tone="accent">{profile.name}</Tag>
        </Link>
      ))}
    </span>
  )
}

export function useGroupColumns(): ReadonlyArray<TableColumn<DeviceGroup>> {
  const { t } = useWords()
  const { href } = useSession()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('groups.name'),
        always: true,
        cell: (group) => <Link href={href(`/configuration/groups/${group.id}`)}>{group.name}</Link>,
      },
      {
        id: 'kind',
        header: t('groups.kind'),
        cell: (group) => <Tag>{t(group.rule ? 'groups.byRule' : 'groups.byHand')}</Tag>,
      },
      { id: 'devices', header: t('groups.devices'), cell: (group) => <GroupCount group={group} /> },
      { id: 'profiles', header: t('groups.profiles'), cell: (group) => <GroupProfiles group={group} /> },
      {
        id: 'description',
        header: t('profile.description'),
        cell: (group) => <span className="text-muted">{group.description || '–'}</span>,
      },
      { id: 'priority', header: t('groups.priority'), align: 'right', cell: (group) => group.priority },
    ],
    [t, href],
  )
}
