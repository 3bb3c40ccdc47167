'use client'

import type { Device } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '@/api/call'
import { useOrganizationParams } from '@/features/session/session'
import { type ReplacementForm, wishOf } from './replacement'

/** Preview and replacement of one device; the second carries out exactly what the first has shown. */
export function useReplacement(device: Device) {
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const preview = useMutation({
    mutationFn: (form: ReplacementForm) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/replacement/preview', {
        params,
        body: wishOf(form),
      }),
  })
  const replace = useMutation({
    mutationFn: ({ form, previewHash, reason }: { form: ReplacementForm; previewHash: string; reason: string }) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/replacement', {
        params,
        version: device.version,
        body: { ...wishOf(form), previewHash, ...(reason.trim() && { reason: reason.trim() }) },
      }),
  })
  return { preview, replace }
}
