'use client'

import { useState } from 'react'
import { useRead } from '@/api/read'
import { useOrganizationParams } from '@/features/session/session'
import { Combobox } from '@/ui/combobox'
import { useWords } from '@/words/words-provider'

interface ChosenRoom {
  id: string
  name: string
}

interface RoomChoiceProps {
  control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }
  value: ChosenRoom | null
  onChange(room: ChosenRoom | null): void
}

const inStock = 'stock'

/** A room of the organization, found by typing, or none. */
export function RoomChoice({ control, value, onChange }: RoomChoiceProps) {
  const { t } = useWords()
  const [search, setSearch] = useState('')
  const rooms = useRead(
    'GET /organizations/{organizationId}/rooms',
    { params: useOrganizationParams(), query: { limit: 30, ...(search && { search }) } },
    { keep: true },
  )
  const found = rooms.data?.items ?? []
  const missing = value && !found.some((room) => room.id === value.id) ? [{ value: value.id, label: value.name }] : []
  return (
    <Combobox
      {...control}
      label={t('device.room')}
      value={value?.id ?? inStock}
      options={[
        { value: inStock, label: t('device.noRoom') },
        ...missing,
        ...found.map((room) => ({ value: room.id, label: room.name, detail: room.path.at(-1) })),
      ]}
      search={{ text: search, onChange: setSearch, busy: rooms.isFetching }}
      onChange={(id) => {
        const room = found.find((one) => one.id === id)
        onChange(room ? { id: room.id, name: room.name } : null)
      }}
    />
  )
}
