'use client'

import type { Device, Room } from '@maestro/contract'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { History } from '@/features/audit/history'
import { ChangeProgress } from '@/features/deployments/change-progress'
import { DeviceActions } from '@/features/devices/device-actions'
import { DeviceFacts } from '@/features/devices/device-facts'
import { DeviceState } from '@/features/devices/device-state'
import { DeviceTabs } from '@/features/devices/device-tabs'
import { NotLinkedNote } from '@/features/devices/not-linked-note'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { Skeleton } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { RoomActions } from './room-actions'
import { RoomFacts } from './room-facts'

const SetupPicture = dynamic(() => import('./setup-picture').then((module) => module.SetupPicture), {
  loading: () => <Skeleton className="h-64" />,
})
const LicensedFeatures = dynamic(() =>
  import('@/features/licenses/licensed-features').then((module) => module.LicensedFeatures),
)
const RoomDifferences = dynamic(() =>
  import('@/features/configuration/room-differences').then((module) => module.RoomDifferences),
)
const InEffect = dynamic(() => import('@/features/configuration/in-effect').then((module) => module.InEffect))

interface RoomDeviceProps {
  room: Room
  device: Device
  choice: ReactNode
}

/** A room as its device sees it: what is there, what it is set to, and what happens. */
export function RoomDevice({ room, device, choice }: RoomDeviceProps) {
  const { t } = useWords()
  const linked = device.management !== 'recorded'
  return (
    <Page
      title={room.name}
      state={<DeviceState device={device} />}
      actions={
        <>
          <RoomActions room={room} />
          <DeviceActions device={device} />
        </>
      }
    >
      <WithAside
        aside={
          <>
            <AsidePart title={t('device.facts')}>
              <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
                <RoomFacts room={room} />
                <DeviceFacts device={device} />
              </div>
            </AsidePart>
            <AsidePart title={t('device.history')}>
              <History of={{ roomId: room.id }} newest={8} />
            </AsidePart>
          </>
        }
      >
        {choice}
        <ChangeProgress deviceId={device.id} />
        <DeviceTabs
          device={device}
          first={{
            label: t('room.tab'),
            content: (
              <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
                <NotLinkedNote device={device} />
                {linked && device.state !== 'staged' && <SetupPicture room={room} device={device} />}
                <LicensedFeatures device={device} />
                {linked && <InEffect device={device} />}
                {room.devices.length > 1 && <RoomDifferences room={room} />}
              </div>
            ),
          }}
        />
      </WithAside>
    </Page>
  )
}
