'use client'

import type { Device } from '@maestro/contract'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { call } from '@/api/call'
import { isProblem } from '@/api/problem'
import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { toast } from '@/ui/toast'
import { useWords } from '@/words/words-provider'
import { type DraftValue, useDraft } from './draft'
import { refusalsOf } from './refusals'
import { useSettings } from './use-settings'

export type ConfigurableDevice = Pick<Device, 'id' | 'name' | 'modelKey' | 'features'>

/** The course of a change: drafted, previewed by the server, then sent; a refusal leads back to the draft. */
export function useConfigure(device: ConfigurableDevice, onSent: () => void) {
  const { t } = useWords()
  const params = { ...useOrganizationParams(), deviceId: device.id }
  const read = useRead('GET /organizations/{organizationId}/devices/{deviceId}/configuration', { params })
  const settings = useSettings(device.modelKey, read.data?.firmware)
  const isSecret = useCallback((key: string) => settings?.byKey.get(key)?.secret ?? false, [settings])
  const { draft, set, drop, clear } = useDraft(device.id, isSecret)
  const [reason, setReason] = useState('')
  const preview = useMutation({
    mutationFn: () =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/configuration/preview', {
        params,
        body: { values: { ...draft } },
      }),
  })
  const send = useMutation({
    mutationFn: (version: number) =>
      call('POST /organizations/{organizationId}/devices/{deviceId}/configuration', {
        params,
        version,
        body: { values: { ...draft }, ...(reason.trim() && { reason: reason.trim() }) },
      }),
    onSuccess: () => {
      clear()
      toast.success(t('preview.sent', { name: device.name }))
      onSent()
    },
    onError: (error) => {
      preview.reset()
      if (isProblem(error) && error.status === 412) toast.error(t('problem.conflict'))
    },
  })
  const afresh = (act: () => void) => {
    preview.reset()
    send.reset()
    act()
  }
  const error = preview.error ?? send.error
  return {
    settings,
    effective: read.data,
    draft,
    reason,
    setReason,
    error,
    refusals: refusalsOf(error, draft, settings?.byKey ?? new Map()),
    preview: preview.data,
    previewing: preview.isPending,
    sending: send.isPending,
    set: (key: string, value: DraftValue) => afresh(() => set(key, value)),
    drop: (key: string) => afresh(() => drop(key)),
    clear: () => afresh(clear),
    back: () => preview.reset(),
    look: () => afresh(() => preview.mutate()),
    send: (version: number) => send.mutate(version),
  }
}
