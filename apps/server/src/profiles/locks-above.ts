import { type ConfigurationError, type ConfigurationInput, lockedAbove, type ScopeKind } from '@maestro/domain'
import { loadAssignedProfiles } from '../configuration/assigned-profiles.queries.js'
import { type DeviceFacts, loadDeviceFacts, loadPaths } from '../configuration/device-facts.queries.js'
import { resultsInEffect } from '../configuration/results-in-effect.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { loadProfileNames } from './profile-names.queries.js'
import { loadScopeNames } from './scope-names.queries.js'

export type AssignedScope = { readonly scopeKind: ScopeKind; readonly scopeId: string }

/**
 * The changes that broader layers lock, for a profile as it is assigned in this transaction. Broader are the layers that
 * every device in its scope has; what a lock in another building or group does shows on the devices.
 */
export async function findLocksAbove(
  platform: Platform,
  tx: Transaction,
  organizationId: string,
  profileId: string,
  scopes: readonly AssignedScope[],
  changes: ConfigurationInput,
): Promise<readonly ConfigurationError[]> {
  const keys = Object.keys(changes).filter((key) => changes[key] !== null)
  if (scopes.length === 0 || !(await anyLocks(tx, organizationId, profileId, keys))) return []
  const meant = await standIns(tx, organizationId, scopes)
  const assigned = await loadAssignedProfiles(tx, organizationId, [...meant.values()])
  const above = scopes.map((scope) => {
    const stack = assigned.stackOf(
      meant.get(keyOf(scope)) ?? nobody,
      scope.scopeKind === 'group' ? [scope.scopeId] : undefined,
    )
    const own = stack.findIndex(
      (pin) => pin.profileId === profileId && pin.kind === scope.scopeKind && pin.scopeId === scope.scopeId,
    )
    return stack.slice(0, Math.max(own, 0)).filter((pin) => pin.profileId !== profileId)
  })
  const opened = await resultsInEffect(platform).profiles.open(tx, organizationId, above)
  const errors = above.flatMap((stack) => lockedAbove(opened.layersOf(stack), changes))
  return nameLocks(tx, organizationId, [...new Map(errors.map((error) => [error.key, error])).values()])
}

/** The same errors with the names of profile and scope in them, for the sentence. */
export async function nameLocks(
  tx: Transaction,
  organizationId: string,
  errors: readonly ConfigurationError[],
): Promise<readonly ConfigurationError[]> {
  const locks = errors.filter(({ code }) => code === 'configuration.locked')
  if (locks.length === 0) return errors
  const scopeOf = ({ params }: ConfigurationError) => ({
    kind: String(params['layerKind']),
    id: String(params['scopeId']),
  })
  const scopes = await loadScopeNames(tx, organizationId, locks.map(scopeOf))
  const profiles = await loadProfileNames(
    tx,
    organizationId,
    locks.map(({ params }) => String(params['profileId'])),
  )
  return errors.map((error) =>
    error.code === 'configuration.locked'
      ? {
          ...error,
          params: {
            ...error.params,
            profile: profiles.get(String(error.params['profileId'])) ?? '',
            scope: scopes.of(scopeOf(error)),
          },
        }
      : error,
  )
}

const nobody: DeviceFacts = {
  id: '',
  modelKey: '',
  roomId: null,
  locationPath: [],
  features: [],
  firmware: null,
  own: {},
  released: null,
  heldVersion: 0,
}

function keyOf({ scopeKind, scopeId }: AssignedScope): string {
  return `${scopeKind} ${scopeId}`
}

async function anyLocks(tx: Transaction, organizationId: string, profileId: string, keys: readonly string[]) {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM profiles WHERE organization_id = ${organizationId}::uuid
    AND id <> ${profileId}::uuid AND archived_at IS NULL AND locked && ${[...keys]}::text[] LIMIT 1`
  return rows.length > 0
}

/** For each scope a device that lies in it and in nothing else that could be otherwise. */
async function standIns(
  tx: Transaction,
  organizationId: string,
  scopes: readonly AssignedScope[],
): Promise<ReadonlyMap<string, DeviceFacts>> {
  const idsOf = (kind: ScopeKind) => scopes.filter(({ scopeKind }) => scopeKind === kind).map(({ scopeId }) => scopeId)
  const rooms = await tx.room.findMany({
    where: { organizationId, id: { in: idsOf('room') } },
    select: { id: true, locationId: true },
  })
  const places = [...idsOf('location'), ...rooms.flatMap(({ locationId }) => locationId ?? [])]
  const paths = await loadPaths(tx, organizationId, places)
  const devices = await loadDeviceFacts(tx, organizationId, idsOf('device'))
  return new Map<string, DeviceFacts>([
    ...scopes.map((scope): [string, DeviceFacts] => [keyOf(scope), nobody]),
    ...idsOf('model').map((id): [string, DeviceFacts] => [`model ${id}`, { ...nobody, modelKey: id }]),
    ...idsOf('location').map((id): [string, DeviceFacts] => [
      `location ${id}`,
      { ...nobody, locationPath: paths.get(id) ?? [] },
    ]),
    ...rooms.map(({ id, locationId }): [string, DeviceFacts] => [
      `room ${id}`,
      { ...nobody, roomId: id, locationPath: paths.get(locationId ?? '') ?? [] },
    ]),
    ...devices.map((device): [string, DeviceFacts] => [`device ${device.id}`, device]),
  ])
}
