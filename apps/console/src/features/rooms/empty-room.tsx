'use client'

import type { Room } from '@maestro/contract'
import { MonitorSpeaker } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { Empty } from '@/ui/states'
import { Status } from '@/ui/status'
import { useWords } from '@/words/words-provider'
import { RoomActions } from './room-actions'
import { RoomFacts } from './room-facts'

const AddDeviceDialog = dynamic(() => import('@/features/devices/add-device-dialog'), { ssr: false })

export function EmptyRoom({ room }: { room: Room }) {
  const { t } = useWords()
  const { may } = useSession()
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={room.name}
      state={<Status tone="off">{t('room.noDevice')}</Status>}
      actions={<RoomActions room={room} />}
    >
      <WithAside
        aside={
          <AsidePart title={t('device.facts')}>
            <RoomFacts room={room} />
          </AsidePart>
        }
      >
        <Empty
          icon={MonitorSpeaker}
          title={t('room.empty')}
          actions={
            may('devices.manage') && (
              <Button look="go" onClick={() => setAdding(true)}>
                {t('devices.add')}
              </Button>
            )
          }
        >
          {t('room.empty.body')}
        </Empty>
      </WithAside>
      {adding && <AddDeviceDialog room={room} onClose={() => setAdding(false)} />}
    </Page>
  )
}
