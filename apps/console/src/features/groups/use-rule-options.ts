'use client'

import { ROOM_TYPES } from '@maestro/domain'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useLocations } from '@/features/locations/use-locations'
import { useOrganizationParams } from '@/features/session/session'
import type { Option } from '@/ui/option-list'
import { useWords } from '@/words/words-provider'
import type { ConditionName } from './rule'

type Facet = ReadonlyArray<{ value: string; devices: number }>

/** What each condition of a rule can be, with how many devices are like that now. */
export function useRuleOptions(): Record<ConditionName, Option[]> {
  const { t, number } = useWords()
  const { modelName, featureName, modeName } = useCatalogue()
  const places = useLocations()
  const facets = useRead('GET /organizations/{organizationId}/devices/facets', { params: useOrganizationParams() }).data
  const options = (facet: Facet = [], name: (value: string) => string) =>
    facet.map(({ value, devices }) => ({ value, label: name(value), detail: number(devices) }))
  return {
    model: options(facets?.models, modelName),
    firmware: options(facets?.firmware, (version) => version),
    registration: options(facets?.registrations, modeName),
    feature: options(facets?.features, featureName),
    location: places.map((place) => ({ value: place.id, label: place.path })),
    roomType: ROOM_TYPES.map((type) => ({ value: type, label: t(`room.type.${type}`) })),
  }
}
