'use client'

import { useRouter } from 'next/navigation'
import { useRead } from '@/api/read'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { useWords } from '@/words/words-provider'
import { type Act, Entry, Group } from './palette-entries'

/** Rooms, devices, profiles and groups that the server finds for what was typed. */
export function FoundThings({ search, act }: { search: string; act: Act }) {
  const { t } = useWords()
  const router = useRouter()
  const { href, may } = useSession()
  const params = useOrganizationParams()
  const query = { search, limit: 6 }
  const settings = { enabled: may('devices.view'), keep: true }
  const rooms = useRead('GET /organizations/{organizationId}/rooms', { params, query }, settings)
  const devices = useRead('GET /organizations/{organizationId}/devices', { params, query }, settings)
  const configured = { enabled: may('configuration.view'), keep: true }
  const profiles = useRead('GET /organizations/{organizationId}/profiles', { params, query }, configured)
  const groups = useRead('GET /organizations/{organizationId}/groups', { params, query }, configured)
  return (
    <>
      <Found
        heading={t('configurations.profiles')}
        things={profiles.data?.items ?? []}
        path="/configuration/profiles"
        search={search}
        act={act}
      />
      <Found
        heading={t('configurations.groups')}
        things={groups.data?.items ?? []}
        path="/configuration/groups"
        search={search}
        act={act}
      />
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

interface FoundProps {
  heading: string
  things: ReadonlyArray<{ id: string; name: string }>
  path: string
  search: string
  act: Act
}

function Found({ heading, things, path, search, act }: FoundProps) {
  const router = useRouter()
  const { href } = useSession()
  if (things.length === 0) return null
  return (
    <Group heading={heading}>
      {things.map((thing) => (
        <Entry
          key={thing.id}
          value={`${path} ${thing.id}`}
          keywords={[thing.name, search]}
          onSelect={act(() => router.push(href(`${path}/${thing.id}`)))}
        >
          {thing.name}
        </Entry>
      ))}
    </Group>
  )
}
