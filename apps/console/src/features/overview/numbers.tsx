'use client'

import type { Overview } from '@maestro/contract'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'

/** The fleet at a glance; each number opens the list behind it. */
export function Numbers({ overview }: { overview: Overview }) {
  const { t, number } = useWords()
  const { may } = useSession()
  const { devices, licenses, deployments } = overview
  return (
    <section
      aria-label={t('overview.fleet')}
      className="grid grid-cols-2 border-y border-line sm:grid-cols-3 lg:grid-cols-6"
    >
      <Figure path="/rooms" label={t('overview.rooms')} value={number(overview.rooms)} />
      <Figure
        path="/devices?state=online"
        label={t('overview.online')}
        value={number(devices.online)}
        detail={t('overview.ofUnits', { units: number(devices.all - devices.recorded) })}
        tone="text-ok"
      />
      <Figure
        path="/devices?state=offline"
        label={t('overview.offline')}
        value={number(devices.offline)}
        tone={devices.offline > 0 ? 'text-bad' : undefined}
      />
      <Figure
        path="/devices?state=drift"
        label={t('overview.drift')}
        value={number(devices.drift)}
        detail={devices.drift > 0 ? t('overview.drift.some') : t('overview.drift.none')}
        tone={devices.drift > 0 ? 'text-warn' : undefined}
      />
      {may('licenses.view') && (
        <Figure
          path="/licenses"
          label={t('overview.licenses')}
          value={number(licenses.active)}
          detail={
            licenses.expiring > 0 ? (
              <span className="text-warn">{t('overview.expiring', { count: licenses.expiring })}</span>
            ) : (
              `${t('overview.ofUnits', { units: number(licenses.units) })} · ${t('overview.free', { count: licenses.free })}`
            )
          }
        />
      )}
      {may('deployments.view') && (
        <Figure
          path="/deployments?state=running"
          label={t('overview.deployments')}
          value={number(deployments.running)}
          detail={
            deployments.failedTargets > 0 && (
              <span className="text-bad">{t('overview.failedTargets', { count: deployments.failedTargets })}</span>
            )
          }
        />
      )}
    </section>
  )
}

interface FigureProps {
  path: string
  label: string
  value: string
  detail?: ReactNode
  tone?: string | undefined
}

function Figure({ path, label, value, detail, tone }: FigureProps) {
  const { href } = useSession()
  return (
    <Link href={href(path)} className="grid content-start gap-0.5 py-3 pr-4 hover:bg-off-soft/60">
      <span className="text-12 text-muted">{label}</span>
      <span className={`text-28 normal-nums leading-tight font-semibold tracking-tight ${tone ?? ''}`}>{value}</span>
      <span className="text-12 text-muted">{detail}</span>
    </Link>
  )
}
