import { isOrganizationKind, isRight, isRole, type Right, type Role, rightsIn, rightsThrough } from '@maestro/domain'
import type { Identity } from '../http/caller.js'
import type { Platform } from '../platform.js'

export type OrganizationAccess = {
  readonly rights: readonly Right[]
  readonly role: Role | 'token'
  readonly grantId: string | null
  readonly partnerId: string | null
}

type Row = {
  role: string
  partner_id: string | null
  grant_id: string | null
  grant_rights: string[] | null
  kind: string
}

/**
 * What somebody may do in an organization, or null when it does not exist for them. Never cached: a grant that has
 * ended ends with the next request.
 */
export async function accessTo(
  platform: Platform,
  identity: Identity,
  organizationId: string,
): Promise<OrganizationAccess | null> {
  if (identity.token) {
    if (identity.token.organizationId !== organizationId) return null
    return { rights: identity.token.scopes.filter(isRight), role: 'token', grantId: null, partnerId: null }
  }
  const { rows } = await platform.database.pool.query('SELECT * FROM system.access_of($1, $2)', [
    identity.id,
    organizationId,
  ])
  const ways = (rows as Row[]).map(accessThrough).filter((way) => way !== null)
  return ways.sort((a, b) => b.rights.length - a.rights.length)[0] ?? null
}

function accessThrough(row: Row): OrganizationAccess | null {
  if (!isRole(row.role) || !isOrganizationKind(row.kind)) return null
  const rights = row.grant_rights
    ? rightsThrough({ rights: row.grant_rights.filter(isRight) }, row.role)
    : rightsIn(row.kind, row.role)
  return { rights, role: row.role, grantId: row.grant_id, partnerId: row.partner_id }
}
