'use client'

import type { Device } from '@maestro/contract'
import { findModel } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { call } from '@/api/call'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { ConfirmDialog } from '@/features/frame/confirm-dialog'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ExactTime, RelativeTime } from '@/ui/relative-time'
import { Status } from '@/ui/status'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'

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
            <Activation key={one.featureKey} device={device} activation={one} mayRelease={mayActivate} />
          ))}
        </ul>
      </Box>
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

interface ActivationProps {
  device: Device
  activation: Device['activations'][number]
  mayRelease: boolean
}

function Activation({ device, activation, mayRelease }: ActivationProps) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [asking, setAsking] = useState(false)
  const params = { ...useOrganizationParams(), deviceId: device.id, featureKey: activation.featureKey }
  const feature = featureName(activation.featureKey)
  const release = useMutation({
    mutationFn: () =>
      call('DELETE /organizations/{organizationId}/devices/{deviceId}/activations/{featureKey}', { params }),
    onSuccess: () => {
      toast.success(t('license.released', { feature }))
      setAsking(false)
    },
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 text-13 font-medium">
          {feature}
          {activation.confirmedAt ? (
            <Status tone="ok">{t('license.confirmed')}</Status>
          ) : (
            <Status tone="info" moving>
              {t('license.notConfirmed')}
            </Status>
          )}
        </div>
        <div className="flex flex-wrap gap-x-1.5 text-12 text-muted">
          <span>
            {t('license.activatedAt')} <RelativeTime at={activation.activatedAt} />
          </span>
          <span>· {activation.activatedBy}</span>
          {activation.keyHint && <span className="mono">· {activation.keyHint}</span>}
          <span>
            ·{' '}
            {activation.validUntil ? (
              <>
                {t('license.validUntil')} <ExactTime at={activation.validUntil} style="date" />
              </>
            ) : (
              t('licenses.perpetual')
            )}
          </span>
        </div>
      </div>
      {mayRelease && (
        <Button size="small" look="ghost" onClick={() => setAsking(true)}>
          {t('license.release')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('license.release.title', { feature, name: device.name })}
          body={t('license.release.body', { feature })}
          submit={t('license.release.submit')}
          busy={release.isPending}
          error={release.error}
          onClose={() => setAsking(false)}
          onConfirm={() => release.mutate()}
        />
      )}
    </li>
  )
}
