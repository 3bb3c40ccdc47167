'use client'

import { useRouter } from 'next/navigation'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'
import { type Act, Entry, Group } from './palette-entries'

/** Rooms and devices that the server finds for what was typed. */
export function FoundThings({ search, act }: { search: string; act: Act }) {
  const { t } = useWords()
  const router = useRouter()
  const { href, may } = useSession()
  const params = useOrganizationParams()
  const query = { search, limit: 6 }
  const settings = { enabled: may('devices.view'), keep: true }
  const rooms = useRead('GET /organizations/{organizationId}/rooms', { params, query }, settings)
  const devices = useRead('GET /organizations/{organizationId}/devices', { params, query }, settings)
  return (
    <>
      {rooms.data && rooms.data.items.length > 0 && (
        <Group heading={t('palette.rooms')}>
          {rooms.data.items.map((room) => (
            <Entry
              key={room.id}
              value={`room ${room.id}`}
              keywords={[room.name, search]}
              detail={room.path.join(' / ')}
              onSelect={act(() => router.push(href(`/rooms/${room.id}`)))}
            >
              {room.name}
            </Entry>
          ))}
        </Group>
      )}
      {devices.data && devices.data.items.length > 0 && (
        <Group heading={t('palette.devices')}>
          {devices.data.items.map((device) => (
            <Entry
              key={device.id}
              value={`device ${device.id}`}
              keywords={[device.name, device.serial, search]}
              detail={<span className="mono">{device.serial}</span>}
              onSelect={act(() => router.push(href(`/devices/${device.id}`)))}
            >
              {device.name}
            </Entry>
          ))}
        </Group>
      )}
    </>
  )
}
