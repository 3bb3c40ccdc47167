'use client'

import { MonitorSpeaker, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { urlOf } from '@/api/call'
import { itemsOf, useList } from '@/api/read'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { Button } from '@/ui/button'
import { DownloadLink } from '@/ui/download-link'
import { Page } from '@/ui/page'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import { ColumnMenu } from '@/ui/table/column-menu'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { useColumnChoice } from '@/ui/table/use-column-choice'
import { useSelection } from '@/ui/table/use-selection'
import { useWords } from '@/words/words-provider'
import { useDeviceColumns } from './device-columns'
import { DeviceFilters } from './device-filters'
import { DeviceViews } from './device-views'
import { deviceSorts, useDeviceListState } from './list-state'

const DeviceBulk = dynamic(() => import('./device-bulk').then((module) => module.DeviceBulk), { ssr: false })
const AddDeviceDialog = dynamic(() => import('./add-device-dialog'), { ssr: false })

export function DevicesPage() {
  const { t } = useWords()
  const { may } = useSession()
  const params = useOrganizationParams()
  const state = useDeviceListState()
  const [adding, setAdding] = useState(false)
  const selection = useSelection()
  const columns = useDeviceColumns()
  const choice = useColumnChoice('devices', columns)
  const list = useList('GET /organizations/{organizationId}/devices', { params, query: state.query })
  const devices = itemsOf(list.data)
  const add = may('devices.manage') && (
    <Button look="go" icon={<Plus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      {t('devices.add')}
    </Button>
  )
  const exportUrl = urlOf('/organizations/{organizationId}/devices/export.csv', { params, query: state.query })
  return (
    <Page
      title={t('devices.title')}
      actions={
        <>
          {may('export') && (
            <DownloadLink href={exportUrl} title={t('devices.export.hint')}>
              {t('devices.export')}
            </DownloadLink>
          )}
          {add}
        </>
      }
    >
      <DeviceViews value={state.filter.state} onChange={(view) => state.setFilter({ state: view })} />
      <DeviceFilters state={state}>
        <TotalCount total={list.data?.pages[0]?.total} />
        <ColumnMenu columns={columns} {...choice} />
      </DeviceFilters>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={14} />}
      {list.data && devices.length === 0 && (
        <NoDevices filtered={state.filtered || state.filter.state !== 'all'} onClear={state.clear} add={add} />
      )}
      {devices.length > 0 && (
        <Table
          label={t('devices.title')}
          rows={devices}
          columns={columns}
          visible={choice.visible}
          idOf={(device) => device.id}
          sorting={{
            value: state.filter.sort,
            onChange: (sort) => state.setFilter({ sort: deviceSorts.find((one) => one === sort) ?? 'name' }),
          }}
          stale={list.isPlaceholderData}
          {...((may('deployments.manage') || may('configuration.manage') || may('licenses.manage')) && { selection })}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      <DeviceBulk chosen={devices.filter((device) => selection.chosen.has(device.id))} onClear={selection.clear} />
      {adding && <AddDeviceDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

interface NoDevicesProps {
  filtered: boolean
  onClear(): void
  add: ReactNode
}

function NoDevices({ filtered, onClear, add }: NoDevicesProps) {
  const { t } = useWords()
  return (
    <Empty
      icon={MonitorSpeaker}
      title={filtered ? t('devices.noMatch') : t('devices.empty')}
      actions={filtered ? <Button onClick={onClear}>{t('ui.clearFilters')}</Button> : add}
    >
      {filtered ? t('devices.noMatch.body') : t('devices.empty.body')}
    </Empty>
  )
}
