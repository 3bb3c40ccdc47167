'use client'

import type { Device } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { useWords } from '@/words/words-provider'
import { DeviceActivation } from './device-activation'
import { DeviceLicenseFile } from './license-file'
import { UnconfirmedReleases } from './unconfirmed-releases'

const LicenseDialog = dynamic(() => import('./license-dialog'), { ssr: false })

/** What a device is licensed for, what it has confirmed, and what its model could have besides. */
export function DeviceLicenses({ device }: { device: Device }) {
  const { t } = useWords()
  const { may } = useSession()
  const [activating, setActivating] = useState<string | null | undefined>(undefined)
  const active = new Set(device.activations.map((one) => one.featureKey))
  const possible = (findModel(device.modelKey)?.licensable ?? []).filter((feature) => !active.has(feature))
  const mayActivate = may('licenses.manage') && device.state !== 'retired'
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Box
        title={t('license.active')}
        aside={
          mayActivate && (
            <Button size="small" onClick={() => setActivating(null)}>
              {t('license.activate')}
            </Button>
          )
        }
      >
        {device.activations.length === 0 && <p className="text-13 text-muted">{t('license.none')}</p>}
        <ul className="divide-y divide-line">
          {device.activations.map((one) => (
            <DeviceActivation key={one.featureKey} device={device} activation={one} mayChange={mayActivate} />
          ))}
        </ul>
      </Box>
      <UnconfirmedReleases deviceId={device.id} />
      <DeviceLicenseFile device={device} />
      {possible.length > 0 && (
        <Box title={t('license.possible')}>
          <ul className="divide-y divide-line">
            {possible.map((feature) => (
              <Possible
                key={feature}
                feature={feature}
                onActivate={mayActivate ? () => setActivating(feature) : null}
              />
            ))}
          </ul>
        </Box>
      )}
      {activating !== undefined && (
        <LicenseDialog device={device} featureKey={activating} onClose={() => setActivating(undefined)} />
      )}
    </div>
  )
}

function Possible({ feature, onActivate }: { feature: string; onActivate: (() => void) | null }) {
  const { t } = useWords()
  const { featureName, featureDescription } = useCatalogue()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <div className="text-13 font-medium">{featureName(feature)}</div>
        <div className="text-12 text-muted">{featureDescription(feature)}</div>
      </div>
      {onActivate && (
        <Button size="small" look="ghost" onClick={onActivate}>
          {t('license.activate')}
        </Button>
      )}
    </li>
  )
}
