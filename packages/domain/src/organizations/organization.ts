import type { Bilingual } from '../language.js'

export const ORGANIZATION_KINDS = ['operator', 'partner', 'customer'] as const
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number]

export const ORGANIZATION_KIND_NAMES: Readonly<Record<OrganizationKind, Bilingual>> = {
  operator: { en: 'Operator', de: 'Betreiber' },
  partner: { en: 'Partner', de: 'Partner' },
  customer: { en: 'Customer', de: 'Kunde' },
}

const CREATES: Readonly<Record<OrganizationKind, readonly OrganizationKind[]>> = {
  operator: ['partner', 'customer'],
  partner: ['customer'],
  customer: [],
}

/** Which kinds of organization another one may create. There is one operator, and it is there from the start. */
export function canCreateOrganization(creator: OrganizationKind, kind: OrganizationKind): boolean {
  return CREATES[creator].includes(kind)
}

export function isOrganizationKind(text: string): text is OrganizationKind {
  return (ORGANIZATION_KINDS as readonly string[]).includes(text)
}
