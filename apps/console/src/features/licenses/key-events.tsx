'use client'

import type { KeyEvent, KeyLife } from '@maestro/contract'
import Link from 'next/link'
import { useSession } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import type { Tone } from '@/ui/status'
import { Timeline, TimelineEvent } from '@/ui/timeline'
import { useWords } from '@/words/words-provider'

const tones: Record<KeyEvent['kind'], Tone> = {
  issued: 'info',
  recorded: 'info',
  printed: 'off',
  redeemed: 'ok',
  activated: 'ok',
  released: 'off',
  revoked: 'bad',
  suspended: 'warn',
  resumed: 'ok',
  expired: 'bad',
}

/** Everything that happened to a key, the latest first. */
export function KeyEvents({ life }: { life: KeyLife }) {
  const { t } = useWords()
  return (
    <Timeline label={t('keys.life')}>
      {life.events.toReversed().map((event) => (
        <TimelineEvent
          key={`${event.at}-${event.kind}-${event.device?.id ?? ''}`}
          tone={tones[event.kind]}
          detail={
            <>
              <RelativeTime at={event.at} />
              {event.by && ` · ${event.by}`}
              {event.why && ` · ${event.why}`}
            </>
          }
        >
          <EventSentence event={event} />
        </TimelineEvent>
      ))}
    </Timeline>
  )
}

function EventSentence({ event }: { event: KeyEvent }) {
  const { t, rich } = useWords()
  const { href } = useSession()
  if (event.device && (event.kind === 'activated' || event.kind === 'released')) {
    const device = (
      <Link href={href(`/devices/${event.device.id}?tab=licenses`)} className="font-medium hover:underline">
        {event.device.name}
      </Link>
    )
    return rich(`keys.event.${event.kind}`, { device: event.organization ? event.device.name : device })
  }
  if (event.kind === 'redeemed') {
    return event.organization
      ? t('keys.event.redeemed', { name: event.organization.name })
      : t('keys.event.redeemedBySomebody')
  }
  if (event.kind === 'activated' || event.kind === 'released') return t(`keys.event.${event.kind}Somewhere`)
  return t(`keys.event.${event.kind}`)
}
