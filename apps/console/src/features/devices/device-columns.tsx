'use client'

import type { DeviceSummary } from '@maestro/contract'
import Link from 'next/link'
import { useMemo } from 'react'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { TargetState } from '@/features/deployments/target-state'
import { useSession } from '@/features/session/session'
import { RelativeTime } from '@/ui/relative-time'
import { Status, Tag } from '@/ui/status'
import type { TableColumn } from '@/ui/table/columns'
import { useWords } from '@/words/words-provider'
import { DeviceState } from './device-state'

function ConfigurationState({ device }: { device: DeviceSummary }) {
  const { t } = useWords()
  if (device.management === 'recorded') return <span className="text-faint">{t('device.notManaged')}</span>
  if (device.configurationState === null) return <Status tone="off">{t('device.inSync')}</Status>
  return <TargetState state={device.configurationState} />
}

function Features({ features }: { features: readonly string[] }) {
  const { t } = useWords()
  const { featureName } = useCatalogue()
  const [first, ...rest] = features
  if (first === undefined) return <span className="text-faint">{t('ui.none')}</span>
  return (
    <span className="inline-flex gap-1">
      <Tag tone="accent">{featureName(first)}</Tag>
      {rest.length > 0 && (
        <Tag tone="accent" title={rest.map(featureName).join(', ')}>
          +{rest.length}
        </Tag>
      )}
    </span>
  )
}

export function useDeviceColumns(): ReadonlyArray<TableColumn<DeviceSummary>> {
  const { t } = useWords()
  const { href } = useSession()
  const { modelName, modeName } = useCatalogue()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('device.name'),
        always: true,
        sort: 'name',
        cell: (device) => <Link href={href(`/devices/${device.id}`)}>{device.name}</Link>,
      },
      {
        id: 'room',
        header: t('device.room'),
        cell: (device) =>
          device.room ? (
            <Link href={href(`/rooms/${device.room.id}`)} className="underline-offset-2 hover:underline">
              {device.room.name}
            </Link>
          ) : (
            <span className="text-faint">{t('device.noRoom')}</span>
          ),
      },
      {
        id: 'model',
        header: t('device.model'),
        sort: 'model',
        cell: (device) => (
          <span className="block truncate md:max-w-32" title={modelName(device.modelKey)}>
            {modelName(device.modelKey)}
          </span>
        ),
      },
      { id: 'state', header: t('device.state'), cell: (device) => <DeviceState device={device} /> },
      {
        id: 'configuration',
        header: t('device.configuration'),
        cell: (device) => <ConfigurationState device={device} />,
      },
      {
        id: 'firmware',
        header: t('device.firmware'),
        sort: 'firmware',
        cell: (device) => <span className="mono">{device.firmwareVersion ?? '–'}</span>,
      },
      { id: 'licenses', header: t('device.licenses'), cell: (device) => <Features features={device.features} /> },
      { id: 'registration', header: t('device.registration'), cell: (device) => modeName(device.registrationMode) },
      {
        id: 'serial',
        header: t('device.serial'),
        sort: 'serial',
        hidden: true,
        cell: (device) => <span className="mono">{device.serial}</span>,
      },
      { id: 'vendor', header: t('device.vendor'), hidden: true, cell: (device) => device.vendor },
      {
        id: 'assetTag',
        header: t('device.assetTag'),
        hidden: true,
        cell: (device) => <span className="mono">{device.assetTag ?? '–'}</span>,
      },
      {
        id: 'lastSeen',
        header: t('device.lastSeen'),
        sort: 'lastSeen',
        align: 'right',
        cell: (device) =>
          device.management === 'recorded' ? (
            '–'
          ) : (
            <RelativeTime at={device.connection === 'online' ? new Date().toISOString() : device.lastSeenAt} />
          ),
      },
    ],
    [t, href, modelName, modeName],
  )
}
