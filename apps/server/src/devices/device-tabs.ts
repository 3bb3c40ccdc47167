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
  /** Beside the tab: see the conditions of the filters. */
  drift: tabs,
  staged: ['staged', 'staged-recorded'],
  recorded: ['recorded', 'recorded!', 'staged-recorded'],
  retired: ['retired'],
}

export function tabsOf(state: DeviceListQuery['state']): readonly string[] {
  return tabsOfState[state]
}

/** By the column `contact` of statuses, which the database forms from the tab. */
const contacts = [
  { contact: 'present', tabs: ['online', 'online!', 'in-call', 'in-call!'] },
  { contact: 'silent', tabs: ['unknown', 'unknown!', 'offline!'] },
  { contact: 'none', tabs: ['recorded', 'recorded!', 'staged-recorded'] },
  { contact: 'none', tabs: ['staged', 'never', 'never!'] },
  { contact: 'retired', tabs: ['retired'] },
] as const

/** Tabs with the same kind of contact. */
export type Contact = { readonly contact: string; readonly tabs: readonly string[] }

/**
 * The tabs of a state by kind of contact, those heard of last first: they lie together in a list by last contact. What is
 * only recorded is a kind of its own, because little of what lists are filtered by is ever true of it.
 */
export function contactsOf(state: DeviceListQuery['state']): Contact[] {
  const wanted = tabsOf(state)
  return contacts
    .map(({ contact, tabs }) => ({ contact, tabs: tabs.filter((tab) => wanted.includes(tab)) }))
    .filter(({ tabs }) => tabs.length > 0)
}
