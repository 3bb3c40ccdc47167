'use client'

import type { DriftedSetting } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { useValueText } from '@/features/configuration/use-value-text'
import { useProfileSettings } from '@/features/profiles/use-profile-settings'
import { useSession } from '@/features/session/session'
import { Diff } from '@/ui/diff'
import { RelativeTime } from '@/ui/relative-time'
import { Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'

export const idOfDrift = (row: DriftedSetting) => `${row.device.id} ${row.key}`

export function useDriftColumns(): ReadonlyArray<TableColumn<DriftedSetting>> {
  const { t } = useWords()
  const { href } = useSession()
  const text = useValueText()
  const settings = useProfileSettings()
  return useMemo(
    () => [
      {
        id: 'device',
        header: t('drift.device'),
        always: true,
        cell: (row) => <Link href={href(`/devices/${row.device.id}?tab=configuration`)}>{row.device.name}</Link>,
      },
      { id: 'room', header: t('drift.room'), cell: (row) => row.room?.name ?? '–' },
      {
        id: 'setting',
        header: t('drift.setting'),
        cell: (row) => (
          <span className="block py-1.5">
            {settings?.find(row.key)?.name}
            <span className="mono block text-faint">{row.key}</span>
          </span>
        ),
      },
      {
        id: 'change',
        header: t('drift.change'),
        cell: (row) => {
          const unit = settings?.find(row.key)?.unit
          return <Diff before={text(row.wanted, unit)} after={text(row.reported, unit)} />
        },
      },
      {
        id: 'cause',
        header: t('drift.cause'),
        cell: (row) => <Tag tone="warn">{t(`drift.cause.${row.cause}`)}</Tag>,
      },
      { id: 'since', header: t('drift.since'), align: 'right', cell: (row) => <RelativeTime at={row.since} /> },
    ],
    [t, href, text, settings],
  )
}
