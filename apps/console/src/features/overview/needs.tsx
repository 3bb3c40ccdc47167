'use client'

import type { Overview } from '@maestro/contract'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { problemWord } from '@/features/devices/device-problem'
import { useSession } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'

const shown = 8
const isRed = (reason: Overview['needs'][number]['reason']) => reason === 'offline' || reason === 'configuration-failed'

/** What waits for a person, most urgent first. */
export function Needs({ overview }: { overview: Overview }) {
  const { t, number } = useWords()
  const { href } = useSession()
  return (
    <section aria-labelledby="needs">
      <header className="mb-1 flex items-baseline gap-3">
        <h2 id="needs" className="text-14 font-semibold">
          {t('overview.needs')}
        </h2>
        {overview.devices.attention > shown && (
          <Link href={href('/devices?state=attention')} className="ml-auto text-13 text-accent hover:underline">
            {t('overview.needs.all', { count: number(overview.devices.attention) })} →
          </Link>
        )}
      </header>
      {overview.needs.length === 0 ? (
        <p className="flex items-center gap-2 border-y border-line py-3 text-13 text-muted">
          <CircleCheck size={15} aria-hidden className="text-ok" />
          {t('overview.needs.none')}
        </p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {overview.needs.slice(0, shown).map((need) => (
            <li key={`${need.deviceId}-${need.reason}`}>
              <Link
                href={
                  need.roomId
                    ? href(`/rooms/${need.roomId}?device=${need.deviceId}`)
                    : href(`/devices/${need.deviceId}`)
                }
                className="grid min-h-9 grid-cols-[1fr_max-content] items-center gap-x-4 py-1.5 text-13 hover:bg-off-soft/60 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_112px]"
              >
                <span className="min-w-0">
                  <span className="font-medium">{need.roomName ?? need.deviceName}</span>
                  {need.roomName && need.roomName !== need.deviceName && (
                    <span className="text-muted"> · {need.deviceName}</span>
                  )}
                </span>
                <Status tone={isRed(need.reason) ? 'bad' : 'warn'}>{t(problemWord(need.reason))}</Status>
                <span className="text-right text-muted max-sm:hidden">
                  {need.since && <RelativeTime at={need.since} />}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
