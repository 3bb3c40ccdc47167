'use client'

import type { Device } from '@maestro/contract'
import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { lazy, useState } from 'react'
import { useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { OnDemand } from '@/ui/on-demand'
import { useWords } from '@/words/words-provider'

const ConfigureSheet = dynamic(() => import('@/features/configuration/configure-sheet'), { ssr: false })
const LicenseDialog = dynamic(() => import('@/features/licenses/license-dialog'), { ssr: false })
const EditDialog = dynamic(() => import('./edit-dialog'), { ssr: false })
const ClaimDialog = dynamic(() => import('./claim-dialog'), { ssr: false })
const ReplaceSheet = dynamic(() => import('./replace-sheet'), { ssr: false })
const MoveSheet = dynamic(() => import('./move-sheet'), { ssr: false })
const RetireDialog = dynamic(() => import('./retire-dialog'), { ssr: false })

const DeviceMenu = lazy(() => import('./device-menu'))

type Open = 'configure' | 'license' | 'edit' | 'claim' | 'replace' | 'move' | 'retire' | null

/**
 * What this person may do with this device; what they may not is absent. What is open stays open when the device is
 * retired meanwhile: a replacement or a move then still has to show the claim code of the new one.
 */
export function DeviceActions({ device }: { device: Device }) {
  const { t } = useWords()
  const { may } = useSession()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const usable = device.state !== 'retired'
  const linked = device.management !== 'recorded'
  return (
    <>
      {usable && may('devices.manage') && (
        <OnDemand
          content={DeviceMenu}
          props={{ claimable: device.state === 'staged' && linked, onChoose: setOpen }}
          trigger={
            <Button size="icon" aria-label={t('device.actions')}>
              <Ellipsis size={16} aria-hidden />
            </Button>
          }
        />
      )}
      {usable && may('licenses.manage') && <Button onClick={() => setOpen('license')}>{t('license.activate')}</Button>}
      {usable && may('configuration.manage') && linked && (
        <Button look="go" onClick={() => setOpen('configure')}>
          {t('configure.open')}
        </Button>
      )}
      {open === 'configure' && <ConfigureSheet device={device} onClose={close} />}
      {open === 'license' && <LicenseDialog device={device} featureKey={null} onClose={close} />}
      {open === 'edit' && <EditDialog device={device} onClose={close} />}
      {open === 'claim' && <ClaimDialog device={device} onClose={close} />}
      {open === 'replace' && <ReplaceSheet device={device} onClose={close} />}
      {open === 'move' && <MoveSheet device={device} onClose={close} />}
      {open === 'retire' && <RetireDialog device={device} onClose={close} />}
    </>
  )
}
