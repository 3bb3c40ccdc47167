'use client'

import { DEVICE_MODELS } from '@maestro/domain'
import { useState } from 'react'
import { useRead } from '@/api/read'
import { useLocations } from '@/features/locations/use-locations'
import { useOrganizationParams } from '@/features/session/session'
import { Combobox } from '@/ui/combobox'
import type { Option } from '@/ui/option-list'
import { useWords } from '@/words/words-provider'

export interface ChosenScope {
  id: string
  name: string
}

interface ScopeChoiceProps {
  control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }
  kind: 'location' | 'group' | 'model' | 'room' | 'device' | 'profile'
  value: ChosenScope | null
  onChange(scope: ChosenScope): void
}

interface Found {
  options: Option[]
  busy: boolean
}

/** Places and models are few and known; groups, rooms and devices are searched for. */
function useFound(kind: ScopeChoiceProps['kind'], search: string): Found {
  const params = useOrganizationParams()
  const query = { limit: 30, ...(search && { search }) }
  const asked = (one: ScopeChoiceProps['kind']) => ({ enabled: kind === one, keep: true })
  const places = useLocations()
  const groups = useRead('GET /organizations/{organizationId}/groups', { params, query }, asked('group'))
  const rooms = useRead('GET /organizations/{organizationId}/rooms', { params, query }, asked('room'))
  const devices = useRead('GET /organizations/{organizationId}/devices', { params, query }, asked('device'))
  const profiles = useRead('GET /organizations/{organizationId}/profiles', { params, query }, asked('profile'))
  switch (kind) {
    case 'profile':
      return {
        options: (profiles.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
        busy: profiles.isFetching,
      }
    case 'location':
      return { options: places.map((place) => ({ value: place.id, label: place.path })), busy: false }
    case 'model':
      return {
        options: DEVICE_MODELS.filter((model) => model.management === 'linked').map((model) => ({
          value: model.key,
          label: model.name,
          detail: model.vendor,
        })),
        busy: false,
      }
    case 'group':
      return {
        options: (groups.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
        busy: groups.isFetching,
      }
    case 'room':
      return {
        options: (rooms.data?.items ?? []).map((one) => ({ value: one.id, label: one.name, detail: one.path.at(-1) })),
        busy: rooms.isFetching,
      }
    case 'device':
      return {
        options: (devices.data?.items ?? [])
          .filter((one) => one.management !== 'recorded')
          .map((one) => ({ value: one.id, label: one.name, detail: <span className="mono">{one.serial}</span> })),
        busy: devices.isFetching,
      }
  }
}

/** One place, group, model, room or device, found by typing. */
export function ScopeChoice({ control, kind, value, onChange }: ScopeChoiceProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const { options, busy } = useFound(kind, search)
  const missing =
    value && !options.some((one) => one.value === value.id) ? [{ value: value.id, label: value.name }] : []
  const searched = kind !== 'location' && kind !== 'model'
  return (
    <Combobox
      {...control}
      label={t(kind === 'profile' ? 'profiles.name' : `scope.${kind}`)}
      value={value?.id ?? null}
      options={[...missing, ...options]}
      {...(searched && { search: { text: search, onChange: setSearch, busy } })}
      onChange={(id) => {
        const option = options.find((one) => one.value === id)
        if (option) onChange({ id, name: option.label })
      }}
    />
  )
}
