import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'

type Lock = { readonly profile: string; readonly keys: string[] }

/**
 * Who is in a group, and its place among groups, decide for whom its locks hold: where a profile on it locks anything,
 * changing them needs the right to set and lift locks. What moves by itself, such as a device that goes to another room,
 * needs none: it is a fact, and shows as pending.
 */
export async function requireLockRight(
  tx: Transaction,
  caller: Caller,
  group: { readonly id: string; readonly name: string },
): Promise<void> {
  if (caller.rights.includes('configuration.lock')) return
  const [lock] = await tx.$queryRaw<Lock[]>`
    SELECT p.name AS profile, p.locked AS keys FROM profile_assignments a
      JOIN profiles p ON p.organization_id = a.organization_id AND p.id = a.profile_id
    WHERE a.organization_id = ${caller.organizationId}::uuid AND a.scope_kind = 'group' AND a.scope_id = ${group.id}
      AND cardinality(p.locked) > 0 ORDER BY p.name, p.id LIMIT 1`
  if (lock) throw new Refused('group.carries-lock', { ...lock, group: group.name, right: 'configuration.lock' })
}
