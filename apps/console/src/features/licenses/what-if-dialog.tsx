'use client'

import type { LicensePool } from '@maestro/contract'
import Link from 'next/link'
import { useState } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Input } from '@/ui/field'
import { ExactTime } from '@/ui/relative-time'
import { Segments } from '@/ui/segments'
import { SkeletonRows } from '@/ui/skeleton'
import { LoadMore } from '@/ui/table/load-more'
import { useWords } from '@/words/words-provider'

type Supposition = { units: number } | { endsOn: string }

/** Supposes that the pool had fewer units or ended on a day; nothing is changed. */
export default function WhatIfDialog({ pool, onClose }: { pool: LicensePool; onClose(): void }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [kind, setKind] = useState<'units' | 'ends'>('units')
  const [units, setUnits] = useState(String(Math.max(0, pool.active - 1)))
  const [day, setDay] = useState('')
  const supposed = suppositionOf(kind, units, day)
  return (
    <Dialog
      open
      place="wide"
      onOpenChange={(open) => !open && onClose()}
      title={t('whatIf.title', { feature: featureName(pool.featureKey) })}
      lead={t('whatIf.lead')}
      footer={<Button onClick={onClose}>{t('ui.close')}</Button>}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Segments<'units' | 'ends'>
          label={t('whatIf.what')}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'units', label: t('whatIf.units') },
            { value: 'ends', label: t('whatIf.ends') },
          ]}
        />
        {kind === 'units' ? (
          <Field label={t('whatIf.unitsLeft')} hint={t('whatIf.now', { units: pool.units, active: pool.active })}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                className="max-w-32"
                value={units}
                onChange={(event) => setUnits(event.target.value)}
              />
            )}
          </Field>
        ) : (
          <Field label={t('whatIf.day')} hint={t('whatIf.day.hint', { days: pool.graceDays })}>
            {(control) => (
              <Input
                {...control}
                type="date"
                className="max-w-44"
                value={day}
                onChange={(event) => setDay(event.target.value)}
              />
            )}
          </Field>
        )}
        {supposed && <Consequence pool={pool} supposed={supposed} />}
      </div>
    </Dialog>
  )
}

function suppositionOf(kind: 'units' | 'ends', units: string, day: string): Supposition | null {
  if (kind === 'ends') return day ? { endsOn: day } : null
  return /^\d+$/.test(units) ? { units: Number(units) } : null
}

function Consequence({ pool, supposed }: { pool: LicensePool; supposed: Supposition }) {
  const { t, rich } = useWords()
  const { href } = useSession()
  const list = useList('GET /organizations/{organizationId}/licenses/pools/{poolId}/what-if', {
    params: { ...useOrganizationParams(), poolId: pool.id },
    query: supposed,
  })
  const first = list.data?.pages[0]
  const devices = itemsOf(list.data)
  if (list.error) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />
  if (!first) return <SkeletonRows rows={3} />
  return (
    <section aria-live="polite" aria-busy={list.isPlaceholderData} className="renewing grid gap-2">
      <p className={`text-14 font-medium ${first.loses > 0 ? 'text-bad' : 'text-ok'}`}>
        {first.loses === 0 && t('whatIf.nobody')}
        {first.loses > 0 &&
          (first.dropsAt
            ? rich('whatIf.loseOn', { count: first.loses, day: <ExactTime at={first.dropsAt} style="date" /> })
            : t('whatIf.lose', { count: first.loses }))}
      </p>
      {devices.length > 0 && (
        <ol aria-label={t('whatIf.devices')} className="divide-y divide-line border-y border-line">
          {devices.map((device) => (
            <li key={device.deviceId} className="flex flex-wrap items-baseline gap-x-3 py-1.5 text-13">
              <Link href={href(`/devices/${device.deviceId}?tab=licenses`)} className="font-medium hover:underline">
                {device.deviceName}
              </Link>
              <span className="text-muted">{device.roomName ?? t('whatIf.noRoom')}</span>
              <span className="ml-auto text-12 text-muted">
                {t('license.activatedAt')} <ExactTime at={device.activatedAt} style="date" />
              </span>
            </li>
          ))}
        </ol>
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}
