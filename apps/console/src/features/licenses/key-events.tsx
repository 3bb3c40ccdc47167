'use client'

import type { KeyEvent, KeyLife } from '@maestro/contract'
import Link from 'next/link'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { ExactTime, RelativeTime } from '@/ui/relative-time'
import type { Tone } from '@/ui/status'
import { Timeline, TimelineEvent } from '@/ui/timeline'
import { useWords } from '@/words/words-provider'

const tones: Record<KeyEvent['kind'], Tone> = {
  issued: 'info',
  recorded: 'info',
  printed: 'off',
  redeemed: 'ok',
  activated: 'ok',
  confirmed: 'ok',
  transferred: 'info',
  dropped: 'bad',
  restored: 'ok',
  released: 'off',
  revoked: 'bad',
  suspended: 'warn',
  resumed: 'ok',
  extended: 'ok',
  expired: 'bad',
}

/** Everything that happened to a key, the latest first. */
export function KeyEvents({ life }: { life: KeyLife }) {
  const { t } = useWords()
  const { organizationId } = useOrganizationParams()
  const isOurs = life.redeemedInto === null || life.redeemedInto.organization.id === organizationId
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
          <EventSentence event={event} isOurs={isOurs} />
        </TimelineEvent>
      ))}
    </Timeline>
  )
}

function EventSentence({ event, isOurs }: { event: KeyEvent; isOurs: boolean }) {
  const { t, rich } = useWords()
  const { kind, device, from, cause, until, organization } = event
  if (kind === 'extended' && until) {
    return rich('keys.event.extendedUntil', { day: <ExactTime at={until} style="date" /> })
  }
  if (kind === 'redeemed') {
    return organization ? t('keys.event.redeemed', { name: organization.name }) : t('keys.event.redeemedBySomebody')
  }
  if (!isOfDevice(kind)) return t(`keys.event.${kind}`)
  const there = device ? <DeviceName device={device} isOurs={isOurs} /> : '—'
  if (kind === 'transferred' && from) {
    return rich('keys.event.transferredFrom', { device: there, from: <DeviceName device={from} isOurs={isOurs} /> })
  }
  if (kind === 'dropped' && cause) return rich(`keys.event.dropped.${cause}`, { device: there })
  return rich(`keys.event.${kind}`, { device: there })
}

const ofDevices = ['activated', 'confirmed', 'transferred', 'dropped', 'restored', 'released'] as const

function isOfDevice(kind: KeyEvent['kind']): kind is (typeof ofDevices)[number] {
  return ofDevices.some((one) => one === kind)
}

/** A device of another organization has no page here. */
function DeviceName({ device, isOurs }: { device: { id: string; name: string }; isOurs: boolean }) {
  const { href } = useSession()
  if (!isOurs) return <span className="font-medium">{device.name}</span>
  return (
    <Link href={href(`/devices/${device.id}?tab=licenses`)} className="font-medium hover:underline">
      {device.name}
    </Link>
  )
}
