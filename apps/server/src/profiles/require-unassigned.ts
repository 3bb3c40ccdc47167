import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { profilesAssignedTo } from './profile-names.queries.js'
import { lockProfiles } from './profiles.store.js'

/** Refuses to let something go that profiles are assigned to; nobody assigns one to it until the transaction ends. */
export async function requireUnassigned(
  tx: Transaction,
  organizationId: string,
  scopeKind: 'location' | 'room' | 'group' | 'device',
  scopeId: string,
): Promise<void> {
  await lockProfiles(tx, organizationId)
  const profiles = await profilesAssignedTo(tx, organizationId, scopeKind, scopeId)
  if (profiles.length > 0) throw new Refused('assignment.in-the-way', { profiles: profiles.map(({ name }) => name) })
}
