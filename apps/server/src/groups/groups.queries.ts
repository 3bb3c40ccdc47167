import type { GroupRule } from '@maestro/contract'
import type { Transaction } from '../platform/platform.js'

export type GroupMeant = { readonly id: string; readonly rule: GroupRule | null }
export type ScopeAssigned = { readonly scopeKind: string; readonly scopeId: string }

/** Groups with their rules: those named, or all. */
export async function loadRules(
  tx: Transaction,
  organizationId: string,
  groupIds?: readonly string[],
): Promise<GroupMeant[]> {
  const where = { organizationId, ...(groupIds ? { id: { in: [...groupIds] } } : {}) }
  const rows = await tx.deviceGroup.findMany({ where, select: { id: true, rule: true } })
  return rows.map(({ id, rule }) => ({ id, rule: rule as GroupRule | null }))
}

/** Where a profile is assigned; null: there is no such profile. */
export async function scopesOfProfile(
  tx: Transaction,
  organizationId: string,
  profileId: string,
): Promise<ScopeAssigned[] | null> {
  const profile = await tx.profile.findFirst({
    where: { organizationId, id: profileId },
    select: { assignments: { select: { scopeKind: true, scopeId: true } } },
  })
  return profile?.assignments ?? null
}
