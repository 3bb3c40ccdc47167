import type { Bilingual, Described } from '../language.js'
import type { OrganizationKind } from '../organizations/organization.js'
import { inOrder, RIGHTS, type Right } from './right.js'

export const ROLES = [
  'owner',
  'admin',
  'technician',
  'auditor',
  'viewer',
  'partner-admin',
  'partner-technician',
] as const
export type Role = (typeof ROLES)[number]

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}

const VIEWER: readonly Right[] = [
  'rooms.view',
  'devices.view',
  'configuration.view',
  'licenses.view',
  'deployments.view',
  'registration.view',
  'firmware.view',
]

const TECHNICIAN: readonly Right[] = [
  ...VIEWER,
  'rooms.manage',
  'devices.manage',
  'devices.control',
  'devices.photo',
  'devices.reboot',
  'devices.unpair',
  'devices.logs',
  'calls.view',
  'history.view',
  'configuration.manage',
  'deployments.manage',
  'firmware.manage',
]

const AUDITOR: readonly Right[] = [...RIGHTS.filter((right) => right.endsWith('.view')), 'export']

/** What only the owner decides: who else may look in, how long records are kept, and the organization itself. */
const OWNERS_OWN: readonly Right[] = ['grants.manage', 'retention.manage', 'organization.manage']
const ADMIN = RIGHTS.filter((right) => !OWNERS_OWN.includes(right))

const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  owner: RIGHTS,
  admin: ADMIN,
  technician: TECHNICIAN,
  auditor: AUDITOR,
  viewer: VIEWER,
  'partner-admin': ADMIN,
  'partner-technician': [...TECHNICIAN, 'customers.view'],
}

export function rightsOf(role: Role): readonly Right[] {
  return inOrder(RIGHTS_OF[role])
}

/** What a role may do in an organization of a kind: a customer has no customers. */
export function rightsIn(kind: OrganizationKind, role: Role): readonly Right[] {
  return rightsOf(role).filter((right) => kind !== 'customer' || !right.startsWith('customers.'))
}

/** The roles an organization of a kind can give. Partner roles exist only where there are customers to work for. */
export function rolesIn(kind: OrganizationKind): readonly Role[] {
  return ROLES.filter((role) => kind === 'partner' || !role.startsWith('partner-'))
}

/** Nobody gives a role that may do more than they may. */
export function canAssignRole(kind: OrganizationKind, own: readonly Right[], role: Role): boolean {
  if (!own.includes('people.manage') || !rolesIn(kind).includes(role)) return false
  return rightsIn(kind, role).every((right) => own.includes(right))
}

const described = (name: Bilingual, description: Bilingual): Described => ({ name, description })

export const ROLE_DESCRIPTIONS: Readonly<Record<Role, Described>> = {
  owner: described(
    { en: 'Owner', de: 'Inhaber' },
    {
      en: 'May do everything, also end grants and decide retention.',
      de: 'Darf alles, auch Zugriffsfreigaben beenden und Aufbewahrung festlegen.',
    },
  ),
  admin: described(
    { en: 'Admin', de: 'Admin' },
    {
      en: 'Manages people, licences, rooms, devices and deployments.',
      de: 'Verwaltet Personen, Lizenzen, Räume, Geräte und Rollouts.',
    },
  ),
  technician: described(
    { en: 'Technician', de: 'Technik' },
    {
      en: 'Looks after rooms, devices and deployments; no people, no licences.',
      de: 'Betreut Räume, Geräte und Rollouts; keine Personen, keine Lizenzen.',
    },
  ),
  auditor: described(
    { en: 'Auditor', de: 'Revision' },
    {
      en: 'Reads and exports everything, the audit included; changes nothing.',
      de: 'Liest und exportiert alles, auch das Audit; ändert nichts.',
    },
  ),
  viewer: described(
    { en: 'Viewer', de: 'Lesezugriff' },
    { en: 'Sees rooms, devices and their state.', de: 'Sieht Räume, Geräte und deren Zustand.' },
  ),
  'partner-admin': described(
    { en: 'Partner admin', de: 'Partner-Admin' },
    {
      en: 'Manages the partner and its customers, as far as their grants go.',
      de: 'Verwaltet den Partner und dessen Kunden, soweit deren Freigaben reichen.',
    },
  ),
  'partner-technician': described(
    { en: 'Partner technician', de: 'Partner-Technik' },
    {
      en: "Looks after customers' rooms and devices, as far as their grants go.",
      de: 'Betreut Räume und Geräte der Kunden, soweit deren Freigaben reichen.',
    },
  ),
}
