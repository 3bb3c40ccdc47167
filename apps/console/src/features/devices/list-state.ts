'use client'

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const deviceViews = [
  'all',
  'online',
  'offline',
  'in-call',
  'attention',
  'staged',
  'recorded',
  'retired',
] as const
export const deviceSorts = [
  'name',
  '-name',
  'serial',
  '-serial',
  'model',
  '-model',
  'firmware',
  '-firmware',
  'lastSeen',
  '-lastSeen',
] as const

const many = parseAsArrayOf(parseAsString).withDefault([])

const address = {
  state: parseAsStringLiteral(deviceViews).withDefault('all'),
  search: parseAsString.withDefault(''),
  model: many,
  firmware: many,
  registration: many,
  feature: many,
  location: many,
  room: many,
  configuration: many,
  sort: parseAsStringLiteral(deviceSorts).withDefault('name'),
}

export const filterNames = ['model', 'firmware', 'registration', 'feature', 'location', 'configuration'] as const
export type FilterName = (typeof filterNames)[number]

/** View, filters and order of the device list live in the address, so that a link shows the same list. */
export function useDeviceListState() {
  const [filter, setFilter] = useQueryStates(address)
  const { search, ...rest } = filter
  const filtered = search !== '' || filter.room.length > 0 || filterNames.some((name) => filter[name].length > 0)
  const clear = () =>
    void setFilter({
      search: null,
      model: null,
      firmware: null,
      registration: null,
      feature: null,
      location: null,
      room: null,
      configuration: null,
    })
  return { filter, setFilter, filtered, clear, query: { ...rest, ...(search && { search }) } }
}
