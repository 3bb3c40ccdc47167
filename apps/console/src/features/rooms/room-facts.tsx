'use client'

import type { Room } from '@maestro/contract'
import { Fact, Facts } from '@/ui/facts'
import { useWords } from '@/words/words-provider'
import { useHoursText } from './use-hours-text'

export function RoomFacts({ room }: { room: Room }) {
  const { t, locale } = useWords()
  const hoursText = useHoursText()
  const there = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: room.timeZone }).format(new Date())
  return (
    <Facts>
      <Fact name={t('room.place')}>{room.path.length > 0 ? room.path.join(' / ') : t('room.noPlace')}</Fact>
      <Fact name={t('room.type')}>
        {t(`room.type.${room.type}`)}
        {room.seats !== null && <span className="text-muted">· {t('room.seatCount', { count: room.seats })}</span>}
      </Fact>
      <Fact name={t('room.timeZone')}>
        {room.timeZone} <span className="text-muted">· {there}</span>
      </Fact>
      <Fact name={t('room.hours')}>{hoursText(room.officeHours)}</Fact>
    </Facts>
  )
}
