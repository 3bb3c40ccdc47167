'use client'

import type { Room } from '@maestro/contract'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'

const RoomDialog = dynamic(() => import('./room-dialog'), { ssr: false })

export function RoomActions({ room }: { room: Room }) {
  const { t } = useWords()
  const { may } = useSession()
  const [editing, setEditing] = useState(false)
  if (!may('rooms.manage')) return null
  return (
    <>
      <Button look="ghost" onClick={() => setEditing(true)}>
        {t('room.edit')}
      </Button>
      {editing && <RoomDialog room={room} onClose={() => setEditing(false)} />}
    </>
  )
}
