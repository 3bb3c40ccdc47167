'use client'

import type { Device } from '@maestro/contract'
import { isRole, rightsIn } from '@maestro/domain'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { type ReachableOrganization, useReachableOrganizations } from '@/features/frame/use-reachable-organizations'
import { useOrganizationParams, useSession } from '@/features/session/session'

/**
 * The other organizations in which the person may manage devices; what a grant allows in a customer, the server knows and says
 * when it is asked.
 */
export function useMoveDestinations(search: string): { items: ReachableOrganization[]; busy: boolean } {
  const { me, organization } = useSession()
  const { items, busy } = useReachableOrganizations(search)
  const mayHere = (id: string) => {
    const own = me.organizations.find((one) => one.id === id)
    return !own || (isRole(own.role) && rightsIn(own.kind, own.role).includes('devices.manage'))
  }
  return { items: items.filter(({ id }) => id !== organization.id && mayHere(id)), busy }
}

/** Preview and move of one device; the second carries out exactly what the first has shown. */
export function useMove(device: Device) {
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const preview = useMutation({
    mutationFn: (toOrganizationId: string) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/move/preview', {
        params,
        body: { toOrganizationId },
      }),
  })
  const move = useMutation({
    mutationFn: ({ to, previewHash, reason }: { to: string; previewHash: string; reason: string }) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/move', {
        params,
        version: device.version,
        body: { toOrganizationId: to, previewHash, ...(reason.trim() && { reason: reason.trim() }) },
      }),
  })
  return { preview, move }
}
