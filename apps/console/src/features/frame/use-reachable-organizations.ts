'use client'

import { itemsOf, useList } from '@/api/read'
import { useSession } from '@/features/session/session'

export interface ReachableOrganization {
  segment: string
  id: string
  name: string
  kind: 'own' | 'customer'
}

/** The person's own organizations, and the customers of the partner they belong to, found by name. */
export function useReachableOrganizations(search: string): { items: ReachableOrganization[]; busy: boolean } {
  const { me } = useSession()
  const partner = me.organizations.find((one) => one.kind !== 'customer')
  const customers = useList(
    'GET /organizations/{organizationId}/customers',
    { params: { organizationId: partner?.id ?? '' }, query: { limit: 50, ...(search && { search }) } },
    { enabled: partner !== undefined },
  )
  const wanted = search.toLowerCase()
  const own = me.organizations
    .filter((one) => one.name.toLowerCase().includes(wanted))
    .map((one) => ({ segment: one.slug, id: one.id, name: one.name, kind: 'own' as const }))
  const others = itemsOf(customers.data)
    .filter((one) => !me.organizations.some((mine) => mine.id === one.id))
    .map((one) => ({ segment: one.id, id: one.id, name: one.name, kind: 'customer' as const }))
  return { items: [...own, ...others], busy: customers.isFetching }
}
