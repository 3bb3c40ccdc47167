'use client'

import type { Device } from '@maestro/contract'
import { useRead } from '@/api/read'
import { History } from '@/features/audit/history'
import { ChangeProgress } from '@/features/deployments/change-progress'
import { useCrumbs } from '@/features/frame/crumbs'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { AsidePart, Page, WithAside } from '@/ui/page'
import { SkeletonPage } from '@/ui/skeleton'
import { useWords } from '@/words/words-provider'
import { DeviceActions } from './device-actions'
import { DeviceFacts } from './device-facts'
import { DeviceState } from './device-state'
import { DeviceTabs } from './device-tabs'
import { NotLinkedNote } from './not-linked-note'
import { ReportedState } from './reported-state'

export function DevicePage({ deviceId }: { deviceId: string }) {
  const { href } = useSession()
  const device = useRead('GET /organizations/{organizationId}/devices/{deviceId}', {
    params: { ...useOrganizationParams(), deviceId },
  })
  const data = device.data
  useCrumbs(
    data
      ? [...(data.room ? [{ label: data.room.name, href: href(`/rooms/${data.room.id}`) }] : []), { label: data.name }]
      : null,
  )
  if (device.error) return <ProblemState page error={device.error} onRetry={() => void device.refetch()} />
  if (!data) {
    return (
      <div className="p-6">
        <SkeletonPage />
      </div>
    )
  }
  return <ShownDevice device={data} />
}

function ShownDevice({ device }: { device: Device }) {
  const { t } = useWords()
  return (
    <Page title={device.name} state={<DeviceState device={device} />} actions={<DeviceActions device={device} />}>
      <WithAside
        aside={
          <>
            <AsidePart title={t('device.facts')}>
              <DeviceFacts device={device} withRoom />
            </AsidePart>
            <AsidePart title={t('device.history')}>
              <History of={{ deviceId: device.id }} newest={8} />
            </AsidePart>
          </>
        }
      >
        <ChangeProgress deviceId={device.id} />
        <DeviceTabs
          device={device}
          first={{
            label: t('device.tab.overview'),
            content: (
              <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
                <NotLinkedNote device={device} />
                {device.management !== 'recorded' && <ReportedState device={device} />}
              </div>
            ),
          }}
        />
      </WithAside>
    </Page>
  )
}
