'use client'

import type { Profile, ProfileVersion } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useMemo, useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { RelativeTime } from '@/ui/relative-time'
import { SkeletonRows } from '@/ui/skeleton'
import { Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { useWords } from '@/words/words-provider'

const CompareDialog = dynamic(() => import('./compare-dialog'), { ssr: false })
const RestoreDialog = dynamic(() => import('./restore-dialog'), { ssr: false })

/** Every version a profile had: who, when, why, and the way back. */
export function Versions({ profile }: { profile: Profile }) {
  const { t } = useWords()
  const [open, setOpen] = useState<{ what: 'compare' | 'restore'; version: number } | null>(null)
  const list = useList('GET /organizations/{organizationId}/profiles/{profileId}/versions', {
    params: { ...useOrganizationParams(), profileId: profile.id },
    query: {},
  })
  const versions = itemsOf(list.data)
  const columns = useVersionColumns(profile, setOpen)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonRows rows={4} />
  return (
    <>
      <Table
        label={t('profile.tab.versions')}
        rows={versions}
        columns={columns}
        idOf={(version) => String(version.version)}
      />
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      {open?.what === 'compare' && (
        <CompareDialog
          profile={profile}
          version={open.version}
          versions={versions.map((one) => one.version)}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'restore' && (
        <RestoreDialog profile={profile} version={open.version} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

type Open = (open: { what: 'compare' | 'restore'; version: number }) => void

function useVersionColumns(profile: Profile, onOpen: Open): ReadonlyArray<TableColumn<ProfileVersion>> {
  const { t, number } = useWords()
  const { may } = useSession()
  const restorable = may('configuration.manage') && !profile.archivedAt && profile.origin === null
  return useMemo(
    () => [
      {
        id: 'version',
        header: t('versions.version'),
        always: true,
        cell: (one) => (
          <span className="flex items-center gap-2">
            <button
              type="button"
              className="hover:underline"
              onClick={() => onOpen({ what: 'compare', version: one.version })}
            >
              {t('profile.version', { version: one.version })}
            </button>
            {one.version === profile.version && <Tag tone="accent">{t('versions.current')}</Tag>}
          </span>
        ),
      },
      { id: 'by', header: t('versions.by'), cell: (one) => one.changedBy },
      {
        id: 'reason',
        header: t('versions.reason'),
        cell: (one) => <span className="text-muted">{one.reason ?? '–'}</span>,
      },
      {
        id: 'settings',
        header: t('profiles.settings'),
        cell: (one) => t('profiles.settingsCount', { count: Object.keys(one.values).length }),
      },
      { id: 'devices', header: t('versions.devices'), align: 'right', cell: (one) => number(one.devices) },
      { id: 'when', header: t('versions.when'), align: 'right', cell: (one) => <RelativeTime at={one.changedAt} /> },
      {
        id: 'acts',
        header: t('ui.actions'),
        quiet: true,
        align: 'right',
        cell: (one) => (
          <span className="inline-flex gap-1">
            <Button look="ghost" size="small" onClick={() => onOpen({ what: 'compare', version: one.version })}>
              {t('versions.compare')}
            </Button>
            {restorable && one.version !== profile.version && (
              <Button
                look="ghost"
                size="small"
                aria-label={t('versions.restore.of', { version: one.version })}
                onClick={() => onOpen({ what: 'restore', version: one.version })}
              >
                {t('versions.restore')}
              </Button>
            )}
          </span>
        ),
      },
    ],
    [t, number, onOpen, restorable, profile.version],
  )
}
