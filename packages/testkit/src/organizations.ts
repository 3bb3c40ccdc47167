import { randomUUID } from 'node:crypto'
import { FOUNDING_GRANT_RIGHTS, type OrganizationKind, type Right, type Role } from '@maestro/domain'
import { another, insert, type Queryable } from './queryable.js'

export type BuiltOrganization = { readonly id: string; readonly name: string; readonly slug: string }

export async function buildOrganization(
  db: Queryable,
  wanted: { kind?: OrganizationKind; name?: string } = {},
): Promise<BuiltOrganization> {
  const slug = `organization-${another()}`
  const row = { id: randomUUID(), kind: wanted.kind ?? 'customer', name: wanted.name ?? slug, slug }
  await insert(db, 'organizations', row)
  return row
}

export async function buildMembership(
  db: Queryable,
  wanted: { organizationId: string; personId: string; role: Role },
): Promise<void> {
  const { organizationId, personId, role } = wanted
  await insert(db, 'memberships', {
    id: randomUUID(),
    organization_id: organizationId,
    person_id: personId,
    role,
    location_ids: [],
  })
}

export async function buildGrant(
  db: Queryable,
  wanted: { organizationId: string; partnerId: string; rights?: readonly Right[]; endsAt?: Date },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'grants', {
    id,
    organization_id: wanted.organizationId,
    partner_id: wanted.partnerId,
    kind: 'founding',
    rights: wanted.rights ?? FOUNDING_GRANT_RIGHTS,
    location_ids: [],
    ends_at: wanted.endsAt,
    given_by: 'system:test',
  })
  return id
}
