import type { DeploymentScope } from '@maestro/contract'
import type { Transaction } from '../platform/platform.js'
import {
  anyOf,
  below,
  chosenFor,
  countIds,
  type DeviceCondition,
  everyDevice,
  fulfils,
  inRoom,
  noDevice,
  ofModel,
  selectIds,
  selectMemberships,
  theseDevices,
} from './device-condition.queries.js'
import { type GroupMeant, loadRules, type ScopeAssigned, scopesOfProfile } from './groups.queries.js'

/** Devices of a scope that can be told something, by id, those after `after`. What a scope names and is not there holds none. */
export async function idsInScope(
  tx: Transaction,
  organizationId: string,
  scope: DeploymentScope,
  after: string | null,
  limit: number,
): Promise<string[]> {
  return selectIds(tx, organizationId, await conditionOf(tx, organizationId, scope), after, limit)
}

export async function countInScope(tx: Transaction, organizationId: string, scope: DeploymentScope): Promise<number> {
  return countIds(tx, organizationId, await conditionOf(tx, organizationId, scope))
}

/** The groups that devices are in, by hand or by rule; of all groups, or of those named. */
export async function groupsOf(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
  groupIds?: readonly string[],
): Promise<Map<string, string[]>> {
  const groups = await loadRules(tx, organizationId, groupIds)
  const found = new Map<string, string[]>(deviceIds.map((id) => [id, []]))
  if (groups.length === 0) return found
  for (const { groupId, deviceId } of await selectMemberships(tx, organizationId, deviceIds, groups))
    found.get(deviceId)?.push(groupId)
  return found
}

/** What a scope asks of a device, also of one that cannot be told anything. */
export async function conditionOf(
  tx: Transaction,
  organizationId: string,
  scope: DeploymentScope,
): Promise<DeviceCondition> {
  if ('everyone' in scope) return everyDevice
  if ('deviceIds' in scope) return theseDevices(scope.deviceIds)
  if ('locationId' in scope) return below([scope.locationId])
  if ('filter' in scope) return fulfils(scope.filter)
  if ('groupId' in scope) return inGroups(await loadRules(tx, organizationId, [scope.groupId]))
  return reachOf(tx, organizationId, (await scopesOfProfile(tx, organizationId, scope.profileId)) ?? [])
}

/** All that a profile's assignments reach. */
async function reachOf(
  tx: Transaction,
  organizationId: string,
  scopes: readonly ScopeAssigned[],
): Promise<DeviceCondition> {
  const idsOf = (kind: string) => scopes.filter(({ scopeKind }) => scopeKind === kind).map(({ scopeId }) => scopeId)
  if (idsOf('partner').length > 0 || idsOf('organization').length > 0) return everyDevice
  const [places, groups, devices] = [idsOf('location'), idsOf('group'), idsOf('device')]
  return anyOf([
    ...(places.length > 0 ? [below(places)] : []),
    ...(groups.length > 0 ? [inGroups(await loadRules(tx, organizationId, groups))] : []),
    ...(devices.length > 0 ? [theseDevices(devices)] : []),
    ...idsOf('room').map(inRoom),
    ...idsOf('model').map(ofModel),
  ])
}

export function inGroups(groups: readonly GroupMeant[]): DeviceCondition {
  return groups.length === 0
    ? noDevice
    : anyOf(groups.map(({ id, rule }) => (rule === null ? chosenFor(id) : fulfils(rule))))
}
