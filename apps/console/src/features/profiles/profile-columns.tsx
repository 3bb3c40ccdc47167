'use client'

import type { ProfileSummary } from '@maestro/contract'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { useSession } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import { Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { ScopeChips } from './scope-chip'

export function useProfileColumns(): ReadonlyArray<TableColumn<ProfileSummary>> {
  const { t } = useWords()
  const { href } = useSession()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('profiles.name'),
        always: true,
        cell: (profile) => (
          <span className="flex items-center gap-2">
            <Link href={href(`/configuration/profiles/${profile.id}`)} className="truncate">
              {profile.name}
            </Link>
            {profile.origin && <Tag tone="info">{profile.origin.name}</Tag>}
          </span>
        ),
      },
      {
        id: 'version',
        header: t('versions.version'),
        cell: (profile) => <span className="text-muted">{profile.version}</span>,
      },
      {
        id: 'settings',
        header: t('profiles.settings'),
        cell: (profile) => (
          <span className="inline-flex items-center gap-2">
            {t('profiles.settingsCount', { count: profile.settings })}
            {profile.locks > 0 && (
              <Tag tone="info">
                <Lock size={11} aria-hidden className="mr-1" />
                {t('profiles.locks', { count: profile.locks })}
              </Tag>
            )}
          </span>
        ),
      },
      {
        id: 'assigned',
        header: t('profiles.assigned'),
        cell: (profile) => <ScopeChips scopes={profile.assignments} />,
      },
      {
        id: 'description',
        header: t('profile.description'),
        cell: (profile) => <span className="text-muted">{profile.description || '–'}</span>,
      },
      {
        id: 'updated',
        header: t('profiles.updated'),
        align: 'right',
        cell: (profile) => <RelativeTime at={profile.updatedAt} />,
      },
    ],
    [t, href],
  )
}
