import type { DeviceListQuery } from '@maestro/contract'

/**
 * Words in the column `tab` of devices and statuses, which the database forms from state, connection and what needs
 * attention (an exclamation mark). Every device has one of them.
 */
const tabs = [
  'staged',
  'staged-recorded',
  'recorded',
  'recorded!',
  'never',
  'never!',
  'unknown',
  'unknown!',
  'offline!',
  'online',
  'online!',
  'in-call',
  'in-call!',
] as const

const tabsOfState: Readonly<Record<DeviceListQuery['state'], readonly string[]>> = {
  all: tabs,
  online: ['online', 'online!', 'in-call', 'in-call!'],
  offline: ['unknown', 'unknown!', 'offline!'],
  'in-call': ['in-call', 'in-call!'],
  attention: tabs.filter((tab) => tab.endsWith('!')),
  staged: ['staged', 'staged-recorded'],
  recorded: ['recorded', 'recorded!', 'staged-recorded'],
  retired: ['retired'],
}

export function tabsOf(state: DeviceListQuery['state']): readonly string[] {
  return tabsOfState[state]
}

const contacts = ['present', 'silent', 'none', 'retired'] as const

function contactOf(tab: string): (typeof contacts)[number] {
  if (tab === 'retired') return 'retired'
  if (['online', 'online!', 'in-call', 'in-call!'].includes(tab)) return 'present'
  return ['unknown', 'unknown!', 'offline!'].includes(tab) ? 'silent' : 'none'
}

/**
 * The tabs of a state, by the column `contact` of statuses: devices with the same kind of contact lie together in a list
 * by last contact.
 */
export function contactsOf(state: DeviceListQuery['state']): { contact: string; tabs: readonly string[] }[] {
  const wanted = tabsOf(state)
  return contacts
    .map((contact) => ({ contact, tabs: wanted.filter((tab) => contactOf(tab) === contact) }))
    .filter(({ tabs }) => tabs.length > 0)
}
