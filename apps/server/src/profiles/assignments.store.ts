import type { ScopeKind } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

export type AssignmentRow = {
  readonly id: string
  readonly profileId: string
  readonly scopeKind: ScopeKind
  readonly scopeId: string
  readonly priority: number
  readonly version: number
}
type Scope = { readonly kind: ScopeKind; readonly id: string }
type OnScope = {
  readonly id: string
  readonly profileId: string
  readonly profileName: string
  readonly priority: number
}

export async function lockAssignment(
  tx: Transaction,
  organizationId: string,
  id: string,
): Promise<AssignmentRow | null> {
  await tx.$queryRaw`SELECT 1 FROM profile_assignments WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`
  const row = await tx.profileAssignment.findFirst({ where: { organizationId, id } })
  return row && { ...row, scopeKind: row.scopeKind as ScopeKind }
}

/** What is assigned to a scope, the winner first. */
export async function assignedTo(tx: Transaction, organizationId: string, { kind, id }: Scope): Promise<OnScope[]> {
  const rows = await tx.profileAssignment.findMany({
    where: { organizationId, scopeKind: kind, scopeId: id },
    include: { profile: { select: { name: true } } },
    orderBy: { priority: 'desc' },
  })
  return rows.map((row) => ({
    id: row.id,
    profileId: row.profileId,
    profileName: row.profile.name,
    priority: row.priority,
  }))
}

export async function scopesOf(tx: Transaction, organizationId: string, profileId: string): Promise<AssignmentRow[]> {
  const rows = await tx.profileAssignment.findMany({ where: { organizationId, profileId }, orderBy: { id: 'asc' } })
  return rows.map((row) => ({ ...row, scopeKind: row.scopeKind as ScopeKind }))
}

export async function insertAssignment(
  tx: Transaction,
  row: Omit<AssignmentRow, 'version'> & { organizationId: string; createdBy: string; createdByName: string },
): Promise<void> {
  await tx.profileAssignment.create({ data: row })
}

export async function setPriority(tx: Transaction, id: string, priority: number): Promise<void> {
  await tx.profileAssignment.update({ where: { id }, data: { priority, version: { increment: 1 } } })
}

export async function deleteAssignment(tx: Transaction, id: string): Promise<void> {
  await tx.profileAssignment.delete({ where: { id } })
}

/** Makes what is assigned to one device assigned to another, as far as nothing is in the way there. */
export function moveAssignments(
  tx: Transaction,
  organizationId: string,
  fromDeviceId: string,
  toDeviceId: string,
): Promise<{ id: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; name: string }[]>`
    UPDATE profile_assignments a SET scope_id = ${toDeviceId}, version = a.version + 1 FROM profiles p
      WHERE a.organization_id = ${organizationId}::uuid AND a.scope_kind = 'device' AND a.scope_id = ${fromDeviceId}
        AND p.id = a.profile_id AND NOT EXISTS (SELECT FROM profile_assignments b WHERE b.organization_id = a.organization_id
          AND b.scope_kind = 'device' AND b.scope_id = ${toDeviceId} AND (b.profile_id = a.profile_id OR b.priority = a.priority))
      RETURNING p.id, p.name`
}
