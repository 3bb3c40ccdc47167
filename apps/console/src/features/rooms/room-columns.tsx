'use client'

import type { Room } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { DeviceState } from '@/features/devices/device-state'
import { useSession } from '@/features/session/session'
import { Status } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'

/** The device that speaks for the room: one with a problem before one without. */
const worst = (room: Room) => room.devices.find((device) => device.attention) ?? room.devices[0]

function RoomState({ room }: { room: Room }) {
  const { t } = useWords()
  const device = worst(room)
  if (!device) return <Status tone="off">{t('room.noDevice')}</Status>
  return <DeviceState device={device} />
}

export function useRoomColumns(): ReadonlyArray<TableColumn<Room>> {
  const { t } = useWords()
  const { href } = useSession()
  const { modelName } = useCatalogue()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('room.name'),
        always: true,
        sort: 'name',
        cell: (room) => <Link href={href(`/rooms/${room.id}`)}>{room.name}</Link>,
      },
      {
        id: 'place',
        header: t('room.place'),
        cell: (room) => <span className="text-muted">{room.path.join(' / ') || '–'}</span>,
      },
      { id: 'state', header: t('room.state'), cell: (room) => <RoomState room={room} /> },
      {
        id: 'devices',
        header: t('room.devices'),
        cell: (room) => room.devices.map((device) => modelName(device.modelKey)).join(', ') || '–',
      },
      { id: 'type', header: t('room.type'), cell: (room) => t(`room.type.${room.type}`) },
      { id: 'seats', header: t('room.seats'), align: 'right', cell: (room) => room.seats ?? '–' },
    ],
    [t, href, modelName],
  )
}
