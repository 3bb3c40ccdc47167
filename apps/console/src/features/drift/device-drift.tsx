'use client'

import type { DriftedSetting } from '@maestro/contract'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { useValueText } from '@/features/configuration/use-value-text'
import { useProfileSettings } from '@/features/profiles/use-profile-settings'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Diff } from '@/ui/diff'
import { RelativeTime } from '@/ui/relative-time'
import { useWords } from '@/words/words-provider'
import { DriftDialog } from './drift-dialog'

/** What a device reports differently from what was released to it, and the two ways to end it. */
export function DeviceDrift({ deviceId }: { deviceId: string }) {
  const { t } = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<'adopt' | 'enforce' | null>(null)
  const rows =
    useRead('GET /organizations/{organizationId}/drift', {
      params: useOrganizationParams(),
      query: { deviceId, limit: 100 },
    }).data?.items ?? []
  if (rows.length === 0) return null
  const title = t('drift.onDevice', { count: rows.length })
  return (
    <section aria-label={title} className="grid gap-2.5 rounded-lg border border-warn bg-warn-soft/50 px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto text-13 font-semibold">{title}</h2>
        {may('configuration.manage') && (
          <>
            <Button size="small" disabled={!rows.some((row) => row.adoptable)} onClick={() => setOpen('adopt')}>
              {t('drift.adopt')}
            </Button>
            <Button size="small" look="go" onClick={() => setOpen('enforce')}>
              {t('drift.enforce')}
            </Button>
          </>
        )}
      </div>
      <ul className="divide-y divide-line text-13">
        {rows.map((row) => (
          <Drifted key={row.key} row={row} />
        ))}
      </ul>
      {open && <DriftDialog act={open} rows={rows} onClose={() => setOpen(null)} onDone={() => setOpen(null)} />}
    </section>
  )
}

function Drifted({ row }: { row: DriftedSetting }) {
  const { t } = useWords()
  const text = useValueText()
  const setting = useProfileSettings()?.find(row.key)
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 py-1.5">
      <span className="min-w-0 flex-1">
        {setting?.name} <span className="mono text-faint">{row.key}</span>
      </span>
      <Diff before={text(row.wanted, setting?.unit)} after={text(row.reported, setting?.unit)} />
      <span className="text-12 text-muted">
        {t(`drift.cause.${row.cause}`)}, <RelativeTime at={row.since} />
      </span>
    </li>
  )
}
