'use client'

import { type ReactNode, useCallback } from 'react'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { targetStates } from '@/features/deployments/target-state'
import { useLocations } from '@/features/locations/use-locations'
import { useOrganizationParams } from '@/features/session/session'
import { Button } from '@/ui/button'
import { FilterChip } from '@/ui/filter-chip'
import type { Option } from '@/ui/option-list'
import { SearchField } from '@/ui/search-field'
import { useWords } from '@/words/words-provider'
import { type FilterName, filterNames, type useDeviceListState } from './list-state'

const labels = {
  model: 'device.model',
  firmware: 'device.firmware',
  registration: 'device.registration',
  feature: 'device.licenses',
  location: 'rooms.place',
  configuration: 'device.configuration',
} as const

function useOptions(): Record<FilterName, Option[]> {
  const { t, number } = useWords()
  const { modelName, featureName, modeName } = useCatalogue()
  const facets = useRead('GET /organizations/{organizationId}/devices/facets', { params: useOrganizationParams() }).data
  const places = useLocations()
  const options = (facet: ReadonlyArray<{ value: string; devices: number }> = [], name: (value: string) => string) =>
    facet.map(({ value, devices }) => ({ value, label: name(value), detail: number(devices) }))
  return {
    model: options(facets?.models, modelName),
    firmware: options(facets?.firmware, (version) => version),
    registration: options(facets?.registrations, modeName),
    feature: options(facets?.features, featureName),
    location: places.map((place) => ({ value: place.id, label: place.path })),
    configuration: targetStates.map((state) => ({ value: state, label: t(`targets.state.${state}`) })),
  }
}

interface DeviceFiltersProps {
  state: ReturnType<typeof useDeviceListState>
  children: ReactNode
}

export function DeviceFilters({ state, children }: DeviceFiltersProps) {
  const { t } = useWords()
  const options = useOptions()
  const { setFilter } = state
  const onSearch = useCallback((search: string) => setFilter({ search }), [setFilter])
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <SearchField label={t('devices.search')} value={state.filter.search} onChange={onSearch} />
      {filterNames.map((name) => (
        <FilterChip
          key={name}
          label={t(labels[name])}
          options={options[name]}
          chosen={state.filter[name]}
          onChange={(chosen) => setFilter({ [name]: chosen })}
        />
      ))}
      {state.filtered && (
        <Button look="ghost" size="small" onClick={state.clear}>
          {t('ui.clearFilters')}
        </Button>
      )}
      <span className="ml-auto flex items-center gap-2">{children}</span>
    </div>
  )
}
