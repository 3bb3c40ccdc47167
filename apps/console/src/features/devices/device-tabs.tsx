'use client'

import type { Device } from '@maestro/contract'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { useRead } from '@/api/read'
import { History } from '@/features/audit/history'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOf, useAddress } from '@/ui/address'
import { SkeletonRows } from '@/ui/skeleton'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'

const loading = () => <SkeletonRows />
const ConfigurationTab = dynamic(
  () => import('@/features/configuration/configuration-tab').then((module) => module.ConfigurationTab),
  { loading },
)
const DeviceLicenses = dynamic(
  () => import('@/features/licenses/device-licenses').then((module) => module.DeviceLicenses),
  {
    loading,
  },
)
const DeviceRegistration = dynamic(
  () => import('@/features/registration/device-registration').then((module) => module.DeviceRegistration),
  { loading },
)

const deviceAddress = {
  tab: oneOf(['overview', 'configuration', 'licenses', 'registration', 'history'], 'overview'),
}

interface DeviceTabsProps {
  device: Device
  /** What the first tab is called and shows. */
  first: { label: string; content: ReactNode }
}

/** The parts of a device; the same on its own page and on the page of its room. */
export function DeviceTabs({ device, first }: DeviceTabsProps) {
  const { t } = useWords()
  const { may } = useSession()
  const [{ tab }, setAddress] = useAddress(deviceAddress)
  const configuration = useRead(
    'GET /organizations/{organizationId}/devices/{deviceId}/configuration',
    { params: { ...useOrganizationParams(), deviceId: device.id } },
    { enabled: device.management !== 'recorded' && may('devices.view') },
  )
  const set = configuration.data?.values.filter((value) => value.layer.kind !== 'default').length
  const configurable = device.management !== 'recorded'
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Tabs
        label={t('device.views')}
        value={tab}
        onChange={(next) => setAddress({ tab: next })}
        items={[
          { value: 'overview', label: first.label },
          ...(configurable
            ? [
                {
                  value: 'configuration' as const,
                  label: t('device.tab.configuration'),
                  count: set === undefined ? undefined : t('configuration.count', { count: set }),
                },
              ]
            : []),
          { value: 'licenses', label: t('device.tab.licenses'), count: device.activations.length },
          { value: 'registration', label: t('device.tab.registration') },
          { value: 'history', label: t('device.tab.history') },
        ]}
      />
      {tab === 'overview' && first.content}
      {tab === 'configuration' && (
        <ConfigurationTab deviceId={device.id} deviceName={device.name} modelKey={device.modelKey} />
      )}
      {tab === 'licenses' && <DeviceLicenses device={device} />}
      {tab === 'registration' && <DeviceRegistration device={device} />}
      {tab === 'history' && <History of={{ deviceId: device.id }} />}
    </div>
  )
}
