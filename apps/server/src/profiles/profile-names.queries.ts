import type { Transaction } from '../platform/platform.js'

/** Names of profiles by id. */
export async function loadProfileNames(
  tx: Transaction,
  organizationId: string,
  profileIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(profileIds)]
  if (ids.length === 0) return new Map()
  const rows = await tx.profile.findMany({
    where: { organizationId, id: { in: ids } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The profiles that are assigned to a scope, by name: what is in the way of its removal. */
export async function profilesAssignedTo(
  tx: Transaction,
  organizationId: string,
  scopeKind: 'location' | 'room' | 'group' | 'device',
  scopeId: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await tx.profileAssignment.findMany({
    where: { organizationId, scopeKind, scopeId },
    select: { profile: { select: { id: true, name: true } } },
  })
  return rows.map(({ profile }) => profile).sort((left, right) => left.name.localeCompare(right.name))
}
