'use client'

import type { DeviceListQuery, DeviceSummary } from '@maestro/contract'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { useCatalogue } from '@/features/catalogue/use-catalogue'
import { useOrganizationParams } from '@/features/session/session'
import { Combobox } from '@/ui/combobox'
import { useWords } from '@/words/words-provider'

interface DeviceChoiceProps {
  control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }
  value: DeviceSummary | null
  /** Which devices are offered. */
  state?: DeviceListQuery['state']
  /** This one is not offered. */
  except: string
  onChange(device: DeviceSummary): void
}

/** One device, found by typing its name, serial number or room. */
export function DeviceChoice({ control, value, state = 'all', except, onChange }: DeviceChoiceProps) {
  const { t } = useWords()
  const { modelName } = useCatalogue()
  const [search, setSearch] = useState('')
  const devices = useRead(
    'GET /organizations/{organizationId}/devices',
    { params: useOrganizationParams(), query: { limit: 30, state, ...(search && { search }) } },
    { keep: true },
  )
  const found = (devices.data?.items ?? []).filter((one) => one.id !== except && one.state !== 'retired')
  const offered = value && !found.some((one) => one.id === value.id) ? [value, ...found] : found
  return (
    <Combobox
      {...control}
      label={t('scope.device')}
      value={value?.id ?? null}
      options={offered.map((one) => ({
        value: one.id,
        label: one.name,
        detail: (
          <span className="grid justify-items-end">
            <span>{modelName(one.modelKey)}</span>
            <span className="mono">{one.serial}</span>
          </span>
        ),
      }))}
      search={{ text: search, onChange: setSearch, busy: devices.isFetching }}
      onChange={(id) => {
        const chosen = offered.find((one) => one.id === id)
        if (chosen) onChange(chosen)
      }}
    />
  )
}
