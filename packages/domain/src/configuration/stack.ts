import type { LayerKind } from '../catalogue/setting.js'
import { canonicalize } from './canonical.js'
import type { ConfigurationValues } from './changes.js'
import type { Layer } from './effective.js'

/** Where a profile can be assigned: everywhere but in the catalogue's defaults. */
export type ScopeKind = Exclude<LayerKind, 'default'>

/** From the broadest to the narrowest, as layers go. */
export const SCOPE_KINDS = [
  'partner',
  'organization',
  'location',
  'group',
  'model',
  'room',
  'device',
] as const satisfies readonly ScopeKind[]

/** One profile at one version, as it lies on a device. The device's own layer is none: it has no profile. */
export type PinnedLayer = {
  readonly kind: ScopeKind
  readonly scopeId: string
  readonly profileId: string
  readonly version: number
}

/** Which scopes a device lies in. The scope's id of a model is its key. */
export type DeviceScopes = {
  readonly deviceId: string
  readonly modelKey: string
  readonly organizationId: string
  readonly partnerId: string | null
  /** The root first. */
  readonly locationPath: readonly string[]
  readonly roomId: string | null
  readonly groupIds: readonly string[]
}

export type ProfileAssignment = {
  readonly scopeKind: ScopeKind
  readonly scopeId: string
  readonly profileId: string
  /** Within the scope; the higher wins. */
  readonly priority: number
  /** The profile's version to pin. */
  readonly version: number
}

/** Among groups the higher priority wins. */
export type GroupPriority = { readonly id: string; readonly priority: number }

/**
 * The profiles that lie on a device, broadest first, so that later ones win: partner, organization, locations from the
 * root, groups by their priority, model, room, device; within one scope by the assignment's priority. Does not depend on
 * the order of `assignments` or `groups`: where priorities are equal, the profile's id decides. What is assigned to a
 * group missing from `groups` is left out.
 */
export function stackOf(
  device: DeviceScopes,
  assignments: readonly ProfileAssignment[],
  groups: readonly GroupPriority[],
): readonly PinnedLayer[] {
  const ranks = new Map(scopesOf(device, groups).map((scope, rank) => [scopeKey(scope.kind, scope.id), rank]))
  return assignments
    .flatMap((assignment) => {
      const rank = ranks.get(scopeKey(assignment.scopeKind, assignment.scopeId))
      return rank === undefined ? [] : [{ assignment, rank }]
    })
    .sort((left, right) => left.rank - right.rank || compareWithin(left.assignment, right.assignment))
    .map(({ assignment: { scopeKind, scopeId, profileId, version } }) => ({
      kind: scopeKind,
      scopeId,
      profileId,
      version,
    }))
}

/** One text for one stack, the same for the same layers in the same order: hash it to find stacks that are equal. */
export function stackKey(layers: readonly PinnedLayer[]): string {
  return canonicalize(layers.map(({ kind, scopeId, profileId, version }) => ({ kind, scopeId, profileId, version })))
}

/** A pinned profile with what it holds, as the effective configuration takes it. */
export function layerOf(pinned: PinnedLayer, values: ConfigurationValues, locked: readonly string[]): Layer {
  return { kind: pinned.kind, id: pinned.scopeId, profileId: pinned.profileId, values, locked }
}

type Scope = { readonly kind: ScopeKind; readonly id: string }

function scopesOf(device: DeviceScopes, groups: readonly GroupPriority[]): readonly Scope[] {
  const one = (kind: ScopeKind, id: string | null): readonly Scope[] => (id === null ? [] : [{ kind, id }])
  const own = groups
    .filter(({ id }) => device.groupIds.includes(id))
    .sort((left, right) => left.priority - right.priority || compareText(left.id, right.id))
  return [
    ...one('partner', device.partnerId),
    ...one('organization', device.organizationId),
    ...device.locationPath.flatMap((id) => one('location', id)),
    ...own.flatMap(({ id }) => one('group', id)),
    ...one('model', device.modelKey),
    ...one('room', device.roomId),
    ...one('device', device.deviceId),
  ]
}

function scopeKey(kind: ScopeKind, id: string): string {
  return `${kind} ${id}`
}

function compareWithin(left: ProfileAssignment, right: ProfileAssignment): number {
  return left.priority - right.priority || compareText(left.profileId, right.profileId) || left.version - right.version
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1
}
