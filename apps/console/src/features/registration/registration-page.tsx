'use client'

import type { DeviceSummary } from '@maestro/contract'
import { REGISTRATION_MODES, type RegistrationMode } from '@maestro/domain'
import Link from 'next/link'
import { useCallback, useMemo } from 'react'
import { itemsOf, useList, useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { DeviceState } from '@/features/devices/device-state'
import { ProblemState } from '@/features/frame/problem-state'
import { useOrganizationParams, useSession } from '@/features/session/session'
import { oneOfOrNone, text, useAddress } from '@/ui/address'
import { Page } from '@/ui/page'
import { SearchField } from '@/ui/search-field'
import { SkeletonRows } from '@/ui/skeleton'
import { Empty } from '@/ui/states'
import type { TableColumn } from '@/ui/table/columns'
import { LoadMore } from '@/ui/table/load-more'
import { Table } from '@/ui/table/table'
import { TotalCount } from '@/ui/table/total-count'
import { Tabs } from '@/ui/tabs'
import { useWords } from '@/words/words-provider'

import { useModeWords } from './use-mode-words'

const address = {
  mode: oneOfOrNone(REGISTRATION_MODES),
  search: text,
}

/** The devices by how they reach meetings. */
export function RegistrationPage() {
  const { t } = useWords()
  const params = useOrganizationParams()
  const [filter, setFilter] = useAddress(address)
  const list = useList('GET /organizations/{organizationId}/devices', {
    params,
    query: {
      ...(filter.search && { search: filter.search }),
      ...(filter.mode && { registration: filter.mode }),
    },
  })
  const onSearch = useCallback((search: string) => setFilter({ search }), [setFilter])
  const columns = useColumns()
  const devices = itemsOf(list.data)
  return (
    <Page title={t('registration.title')} lead={t('registration.lead')}>
      <ModeTabs value={filter.mode} onChange={(mode) => setFilter({ mode })} />
      {filter.mode && <ModeNote mode={filter.mode} />}
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <SearchField label={t('devices.search')} value={filter.search} onChange={onSearch} />
        <TotalCount total={list.data?.pages[0]?.total} />
      </div>
      {list.error && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
      {!list.error && !list.data && <SkeletonRows rows={12} />}
      {list.data && devices.length === 0 && <Empty title={t('devices.noMatch')}>{t('devices.noMatch.body')}</Empty>}
      {devices.length > 0 && (
        <Table
          label={t('registration.title')}
          rows={devices}
          columns={columns}
          idOf={(device) => device.id}
          stale={list.isPlaceholderData}
        />
      )}
      <LoadMore hasMore={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </Page>
  )
}

function ModeNote({ mode }: { mode: RegistrationMode }) {
  const { description, consequence } = useModeWords(mode)
  return (
    <p className="mb-3 max-w-3xl text-13 text-muted">
      {description} {consequence}
    </p>
  )
}

interface ModeTabsProps {
  value: (typeof REGISTRATION_MODES)[number] | null
  onChange(mode: ModeTabsProps['value']): void
}

function ModeTabs({ value, onChange }: ModeTabsProps) {
  const { t, number } = useWords()
  const { modeName } = useCatalogue()
  const facets = useRead('GET /organizations/{organizationId}/devices/facets', { params: useOrganizationParams() }).data
  const countOf = (mode: string) => facets?.registrations.find((one) => one.value === mode)?.devices ?? 0
  return (
    <div className="mb-3">
      <Tabs
        label={t('registration.views')}
        value={value ?? 'all'}
        onChange={(next) => onChange(next === 'all' ? null : next)}
        items={[
          { value: 'all' as const, label: t('registration.all') },
          ...REGISTRATION_MODES.map((mode) => ({
            value: mode,
            label: modeName(mode),
            count: facets && number(countOf(mode)),
          })),
        ]}
      />
    </div>
  )
}

function useColumns(): ReadonlyArray<TableColumn<DeviceSummary>> {
  const { t } = useWords()
  const { href } = useSession()
  const { modelName, modeName } = useCatalogue()
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('device.name'),
        always: true,
        cell: (device) => <Link href={href(`/devices/${device.id}?tab=registration`)}>{device.name}</Link>,
      },
      { id: 'room', header: t('device.room'), cell: (device) => device.room?.name ?? t('device.noRoom') },
      { id: 'mode', header: t('registration.mode'), cell: (device) => modeName(device.registrationMode) },
      { id: 'model', header: t('device.model'), cell: (device) => modelName(device.modelKey) },
      { id: 'state', header: t('device.state'), cell: (device) => <DeviceState device={device} /> },
      {
        id: 'firmware',
        header: t('device.firmware'),
        cell: (device) => <span className="mono">{device.firmwareVersion ?? '–'}</span>,
      },
      {
        id: 'management',
        header: t('device.management'),
        cell: (device) => t(`device.management.${device.management}`),
      },
    ],
    [t, href, modelName, modeName],
  )
}
