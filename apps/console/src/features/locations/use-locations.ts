'use client'

import type { Location } from '@maestro/contract'
import { useMemo } from 'react'
import { itemsOf, useList } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'

export interface Place {
  id: string
  name: string
  /** Names from the top of the tree down to this place. */
  path: string
}

function pathOf(location: Location, byId: ReadonlyMap<string, Location>): string {
  const parent = location.parentId === null ? undefined : byId.get(location.parentId)
  return parent ? `${pathOf(parent, byId)} / ${location.name}` : location.name
}

/** The places of the organization, each with its path, in the order of the tree. */
export function useLocations(): readonly Place[] {
  const list = useList('GET /organizations/{organizationId}/locations', {
    params: useOrganizationParams(),
    query: { limit: 200 },
  })
  return useMemo(() => {
    const locations = itemsOf(list.data)
    const byId = new Map(locations.map((location) => [location.id, location]))
    return locations
      .map((location) => ({ id: location.id, name: location.name, path: pathOf(location, byId) }))
      .sort((a, b) => a.path.localeCompare(b.path))
  }, [list.data])
}
