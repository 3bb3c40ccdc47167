import { type GroupPriority, type PinnedLayer, type ProfileAssignment, stackOf } from '@maestro/domain'
import { groupsOf } from '../groups/devices-in-scope.js'
import type { Transaction } from '../platform/platform.js'
import type { DeviceFacts } from './device-facts.queries.js'
import { grouped } from './grouped.js'

/** Today's assignments at the profiles' newest versions, as far as they concern some devices. */
export type AssignedProfiles = {
  /** @param groupIds where other groups are meant than the device is in */
  stackOf(device: DeviceFacts, groupIds?: readonly string[]): readonly PinnedLayer[]
}

/** In four queries at most, however many devices. */
export async function loadAssignedProfiles(
  tx: Transaction,
  organizationId: string,
  devices: readonly DeviceFacts[],
): Promise<AssignedProfiles> {
  const assignments = await loadAssignments(tx, organizationId, devices)
  const named = [...new Set(assignments.filter(ofGroups).map(({ scopeId }) => scopeId))]
  const groups = await loadPriorities(tx, organizationId, named)
  const memberships =
    named.length === 0
      ? new Map<string, string[]>()
      : await groupsOf(
          tx,
          organizationId,
          devices.map(({ id }) => id),
          named,
        )
  const byScope = grouped(assignments, ({ scopeKind, scopeId }) => `${scopeKind} ${scopeId}`)
  const partners = [
    ...new Set(assignments.filter(({ scopeKind }) => scopeKind === 'partner').map(({ scopeId }) => scopeId)),
  ]
  return {
    stackOf: (device, groupIds = memberships.get(device.id) ?? []) => {
      const inReach = scopesOf(organizationId, partners, device, groupIds).flatMap((scope) => byScope.get(scope) ?? [])
      if (inReach.length === 0) return []
      const scopes = { ...device, deviceId: device.id, organizationId, groupIds }
      // A customer of several partners has a layer of each: they are broadest, one after the other.
      return (partners.length === 0 ? [null] : partners.toSorted()).flatMap((partnerId, position, all) =>
        stackOf({ ...scopes, partnerId }, inReach, groups).filter(
          ({ kind }) => kind === 'partner' || position === all.length - 1,
        ),
      )
    },
  }
}

const ofGroups = ({ scopeKind }: ProfileAssignment) => scopeKind === 'group'

function scopesOf(
  organizationId: string,
  partners: readonly string[],
  { id, modelKey, roomId, locationPath }: DeviceFacts,
  groupIds: readonly string[],
): string[] {
  return [
    ...partners.map((partner) => `partner ${partner}`),
    `organization ${organizationId}`,
    ...locationPath.map((place) => `location ${place}`),
    ...groupIds.map((group) => `group ${group}`),
    `model ${modelKey}`,
    `room ${roomId}`,
    `device ${id}`,
  ]
}

function loadAssignments(
  tx: Transaction,
  organizationId: string,
  devices: readonly DeviceFacts[],
): Promise<ProfileAssignment[]> {
  const places = devices.flatMap(({ id, modelKey, roomId, locationPath }) => [
    id,
    modelKey,
    roomId ?? id,
    ...locationPath,
  ])
  return tx.$queryRaw<ProfileAssignment[]>`
    SELECT a.scope_kind AS "scopeKind", a.scope_id AS "scopeId", a.profile_id AS "profileId", a.priority, p.version
    FROM profile_assignments a JOIN profiles p ON p.organization_id = a.organization_id AND p.id = a.profile_id
    WHERE a.organization_id = ${organizationId}::uuid AND (a.scope_kind IN ('partner', 'organization', 'group')
      OR a.scope_kind IN ('location', 'model', 'room', 'device') AND a.scope_id = ANY (${[...new Set(places)]}::text[]))`
}

async function loadPriorities(
  tx: Transaction,
  organizationId: string,
  groupIds: readonly string[],
): Promise<readonly GroupPriority[]> {
  if (groupIds.length === 0) return []
  return tx.$queryRaw<GroupPriority[]>`SELECT id, priority FROM device_groups
    WHERE organization_id = ${organizationId}::uuid AND id = ANY (${[...groupIds]}::uuid[])`
}
