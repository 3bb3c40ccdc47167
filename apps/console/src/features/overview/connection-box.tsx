'use client'

import type { Overview } from '@maestro/contract'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { Bar } from '@/ui/bar'
import { Box } from '@/ui/box'
import { useWords } from '@/words/words-provider'

const dots = { ok: 'bg-ok', info: 'bg-info', bad: 'bg-bad', off: 'bg-line-strong', accent: 'bg-accent' } as const

/** Online, in a call, offline, not connected yet, recorded: as a bar, and as the same numbers in a list. */
export function ConnectionBox({ overview }: { overview: Overview }) {
  const { t, number } = useWords()
  const { href } = useSession()
  const { devices } = overview
  const parts = [
    { view: 'online', tone: 'ok', count: devices.online - devices.inCall, label: t('overview.online') },
    { view: 'in-call', tone: 'info', count: devices.inCall, label: t('overview.inCall') },
    { view: 'offline', tone: 'bad', count: devices.offline, label: t('overview.offline') },
    { view: 'staged', tone: 'accent', count: devices.staged, label: t('overview.staged') },
    { view: 'recorded', tone: 'off', count: devices.recorded, label: t('overview.recorded') },
  ] as const
  return (
    <Box
      title={t('overview.connection')}
      aside={
        <Link href={href('/devices')} className="hover:text-text">
          {number(devices.all)} {t('overview.devices')} →
        </Link>
      }
    >
      <Bar label={t('overview.connection')} total={devices.all} parts={parts} />
      <ul className="mt-3 grid gap-x-6 text-13 sm:grid-cols-2">
        {parts.map((part) => (
          <li key={part.view}>
            <Link
              href={href(`/devices?state=${part.view}`)}
              className="flex items-center gap-2 rounded py-1 hover:bg-off-soft/60"
            >
              <span aria-hidden className={`size-2 rounded-full ${dots[part.tone]}`} />
              {part.label}
              <span className="ml-auto font-medium">{number(part.count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Box>
  )
}
