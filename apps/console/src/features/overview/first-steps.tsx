'use client'

import type { Overview } from '@maestro/contract'
import { Check } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useLocations } from '@/features/locations/use-locations'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { Page } from '@/ui/page'
import { useWords } from '@/words/words-provider'

const LocationDialog = dynamic(() => import('@/features/locations/location-dialog'), { ssr: false })
const RoomDialog = dynamic(() => import('@/features/rooms/room-dialog'), { ssr: false })
const AddDeviceDialog = dynamic(() => import('@/features/devices/add-device-dialog'), { ssr: false })

type Open = 'place' | 'room' | 'device' | null

/** The way from an organization with nothing in it to the first confirmed change. */
export function FirstSteps({ overview }: { overview: Overview }) {
  const { t } = useWords()
  const { organization, may } = useSession()
  const places = useLocations()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const act = (which: Exclude<Open, null>, right: 'rooms.manage' | 'devices.manage', label: string, next: boolean) =>
    may(right) && (
      <Button look={next ? 'go' : 'plain'} onClick={() => setOpen(which)}>
        {label}
      </Button>
    )
  const hasPlace = places.length > 0
  const hasRoom = overview.rooms > 0
  const hasDevice = overview.devices.all > 0
  return (
    <Page title={t('start.title', { organization: organization.name })} lead={t('start.lead')}>
      <ol className="max-w-2xl divide-y divide-line border-y border-line">
        <Step
          number={1}
          title={t('start.place')}
          done={hasPlace}
          action={act('place', 'rooms.manage', t('start.place'), !hasPlace)}
        >
          {t('start.place.body')}
        </Step>
        <Step
          number={2}
          title={t('start.room')}
          done={hasRoom}
          action={act('room', 'rooms.manage', t('start.room'), hasPlace && !hasRoom)}
        >
          {t('start.room.body')}
        </Step>
        <Step
          number={3}
          title={t('start.device')}
          done={hasDevice}
          action={act('device', 'devices.manage', t('start.device'), hasRoom && !hasDevice)}
        >
          {t('start.device.body')}
        </Step>
        <Step number={4} title={t('start.configure')} done={false}>
          {t('start.configure.body')}
        </Step>
      </ol>
      {open === 'place' && <LocationDialog onClose={close} onAdded={close} />}
      {open === 'room' && <RoomDialog room={null} onClose={close} />}
      {open === 'device' && <AddDeviceDialog onClose={close} />}
    </Page>
  )
}

interface StepProps {
  number: number
  title: string
  done: boolean
  action?: ReactNode
  children: ReactNode
}

function Step({ number, title, done, action, children }: StepProps) {
  const { t } = useWords()
  return (
    <li className="flex flex-wrap items-center gap-4 py-4">
      <span
        aria-hidden
        className={`grid size-7 shrink-0 place-items-center rounded-full border text-13 font-medium ${
          done ? 'border-ok bg-ok-soft text-ok' : 'border-line-strong text-muted'
        }`}
      >
        {done ? <Check size={14} strokeWidth={2.5} /> : number}
      </span>
      <div className="min-w-48 flex-1">
        <h2 className="text-14 font-semibold">
          {title}
          {done && <span className="ml-2 text-12 font-normal text-ok">{t('start.done')}</span>}
        </h2>
        <p className="text-13 text-muted">{children}</p>
      </div>
      {!done && action}
    </li>
  )
}
