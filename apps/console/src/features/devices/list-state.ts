'use client'

import { oneOf, several, text, useAddress } from '@/ui/address'

export const deviceViews = [
  'all',
  'online',
  'offline',
  'in-call',
  'attention',
  'drift',
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

const address = {
  state: oneOf(deviceViews, 'all'),
  search: text,
  model: several,
  firmware: several,
  registration: several,
  feature: several,
  location: several,
  room: several,
  configuration: several,
  sort: oneOf(deviceSorts, 'name'),
}

export const filterNames = ['model', 'firmware', 'registration', 'feature', 'location', 'configuration'] as const
export type FilterName = (typeof filterNames)[number]

/** View, filters and order of the device list live in the address, so that a link shows the same list. */
export function useDeviceListState() {
  const [filter, setFilter] = useAddress(address)
  const { search, ...rest } = filter
  const filtered = search !== '' || filter.room.length > 0 || filterNames.some((name) => filter[name].length > 0)
  const clear = () =>
    setFilter({
      search: '',
      model: [],
      firmware: [],
      registration: [],
      feature: [],
      location: [],
      room: [],
      configuration: [],
    })
  const query = {
    state: rest.state,
    sort: rest.sort,
    ...(search && { search }),
    model: [...rest.model],
    firmware: [...rest.firmware],
    registration: [...rest.registration],
    feature: [...rest.feature],
    location: [...rest.location],
    room: [...rest.room],
    configuration: [...rest.configuration],
  }
  return { filter, setFilter, filtered, clear, query }
}
