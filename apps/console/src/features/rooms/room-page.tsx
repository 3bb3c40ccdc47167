'use client'

import type { Room } from '@maestro/contract'
import { useRead } from '@/api/read'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams } from '@/features/session/session'
import { text, useAddress } from '@/ui/address'
import { Page } from '@/ui/page'
import { Segments } from '@/ui/segments'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { EmptyRoom } from './empty-room'
import { RoomDevice } from './room-device'

const address = { device: text }

export function RoomPage({ roomId }: { roomId: string }) {
  const room = useRead('GET /organizations/{organizationId}/rooms/{roomId}', {
    params: { ...useOrganizationParams(), roomId },
  })
  useCrumbs(room.data ? [...room.data.path.map((label) => ({ label })), { label: room.data.name }] : null)
  if (room.error) return <ProblemState page error={room.error} onRetry={() => void room.refetch()} />
  if (!room.data) return <Loading />
  return room.data.devices.length === 0 ? <EmptyRoom room={room.data} /> : <OccupiedRoom room={room.data} />
}

function Loading() {
  return (
    <div className="p-6">
      <SkeletonPage />
    </div>
  )
}

/** The room by its device; with several, the reader chooses, and the one that can be managed comes first. */
function OccupiedRoom({ room }: { room: Room }) {
  const { t } = useWords()
  const [{ device: wanted }, setAddress] = useAddress(address)
  const devices = [...room.devices].sort(
    (a, b) => Number(b.connection !== 'recorded') - Number(a.connection !== 'recorded'),
  )
  const chosen = devices.find((one) => one.id === wanted) ?? devices[0]
  const params = { ...useOrganizationParams(), deviceId: chosen?.id ?? '' }
  const device = useRead(
    'GET /organizations/{organizationId}/devices/{deviceId}',
    { params },
    // What is open on a device stays open while the room gets another one: it may hold a code that is shown once.
    { enabled: chosen !== undefined, keep: true },
  )
  if (device.error) {
    return (
      <Page title={room.name}>
        <ProblemState error={device.error} onRetry={() => void device.refetch()} />
      </Page>
    )
  }
  if (!device.data) return <Loading />
  const choice = devices.length > 1 && (
    <Segments
      label={t('room.whichDevice')}
      value={device.data.id}
      onChange={(id) => setAddress({ device: id })}
      options={devices.map((one) => ({ value: one.id, label: one.name }))}
    />
  )
  return <RoomDevice room={room} device={device.data} choice={choice} />
}
