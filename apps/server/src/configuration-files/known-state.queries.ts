import type { ConfigurationValues, ScopeKind } from '@maestro/domain'
import { openValues } from '../configuration/secrets.js'
import { notMovedAway } from '../devices/not-moved-away.queries.js'
import type { KeyRing } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'

/** All configuration of an organization with ids and versions; secrets opened. */
export type KnownState = {
  readonly profiles: readonly KnownProfile[]
  readonly groups: readonly KnownGroup[]
  readonly assignments: readonly KnownAssignment[]
  readonly devices: readonly KnownLayer[]
  readonly freezePeriods: readonly KnownFreeze[]
}
export type KnownProfile = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly version: number
  readonly values: ConfigurationValues
  readonly locked: readonly string[]
  /** A copy of a partner's profile: it can be assigned, and only the partner changes it. */
  readonly foreign: boolean
}
export type KnownGroup = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly priority: number
  readonly version: number
  readonly rule: Readonly<Record<string, unknown>> | null
  /** Members by hand. */
  readonly serials: readonly string[]
}
export type KnownAssignment = {
  readonly id: string
  readonly profile: string
  readonly scopeKind: ScopeKind
  readonly scopeId: string
  /** Of a scope that is a group or a device. */
  readonly scopeName: string | null
  readonly priority: number
  readonly version: number
}
export type KnownLayer = {
  readonly deviceId: string
  readonly serial: string
  readonly version: number
  readonly values: ConfigurationValues
}
export type KnownFreeze = {
  readonly id: string
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly locationId: string | null
  readonly version: number
}

/** @param freezeNames freeze periods that count although they have ended */
export async function loadKnownState(
  tx: Transaction,
  ring: KeyRing,
  organizationId: string,
  freezeNames: readonly string[],
): Promise<KnownState> {
  const profiles = await tx.$queryRaw<KnownProfile[]>`
    SELECT id, name, description, version, "values", locked, origin_profile_id IS NOT NULL AS foreign FROM profiles
    WHERE organization_id = ${organizationId}::uuid AND archived_at IS NULL ORDER BY id`
  const groups = await tx.$queryRaw<KnownGroup[]>`
    SELECT g.id, g.name, g.description, g.priority, g.version, g.rule, ARRAY(SELECT d.serial FROM device_group_members m
        JOIN devices d ON d.id = m.device_id AND d.state <> 'retired' WHERE m.organization_id = g.organization_id AND m.group_id = g.id) AS serials
    FROM device_groups g WHERE g.organization_id = ${organizationId}::uuid ORDER BY g.id`
  const assignments = await tx.$queryRaw<KnownAssignment[]>`
    SELECT a.id, p.name AS profile, a.scope_kind AS "scopeKind", a.scope_id AS "scopeId", a.priority, a.version,
      coalesce(g.name, d.serial) AS "scopeName"
    FROM profile_assignments a JOIN profiles p ON p.id = a.profile_id
      LEFT JOIN device_groups g ON a.scope_kind = 'group' AND g.id::text = a.scope_id
      LEFT JOIN devices d ON a.scope_kind = 'device' AND d.id::text = a.scope_id
    WHERE a.organization_id = ${organizationId}::uuid AND a.scope_kind <> 'partner' AND p.archived_at IS NULL ORDER BY a.id`
  const devices = await tx.$queryRaw<KnownLayer[]>`
    SELECT d.id AS "deviceId", d.serial, l.version, l."values" FROM configuration_layers l
      JOIN devices d ON d.organization_id = l.organization_id AND d.id = l.scope_id AND d.state <> 'retired' AND d.management <> 'recorded'
    WHERE l.organization_id = ${organizationId}::uuid AND l.scope_kind = 'device' AND l."values" <> '{}' ORDER BY d.id`
  const freezePeriods = await tx.freezePeriod.findMany({
    where: { organizationId, OR: [{ endsAt: { gt: new Date() } }, { name: { in: [...freezeNames] } }] },
    orderBy: { id: 'asc' },
  })
  return {
    profiles: profiles.map((profile) => ({ ...profile, values: openValues(ring, profile.id, profile.values) })),
    groups,
    assignments,
    devices: devices.map((layer) => ({ ...layer, values: openValues(ring, layer.deviceId, layer.values) })),
    freezePeriods,
  }
}

export type FoundDevice = {
  readonly id: string
  readonly serial: string
  readonly name: string
  readonly roomId: string | null
  readonly state: string
  readonly management: string
}

/** Devices by serial: of two makers one may have the same. */
export function findDevices(
  tx: Transaction,
  organizationId: string,
  serials: readonly string[],
): Promise<FoundDevice[]> {
  return tx.device.findMany({
    where: { organizationId, serial: { in: [...new Set(serials)] }, ...notMovedAway },
    select: { id: true, serial: true, name: true, roomId: true, state: true, management: true },
    orderBy: { id: 'asc' },
  })
}

/** What devices are called, and where they are. */
export function findNamedDevices(
  tx: Transaction,
  organizationId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string; roomId: string | null }[]> {
  return tx.device.findMany({
    where: { organizationId, id: { in: [...ids] } },
    select: { id: true, name: true, roomId: true },
    orderBy: { id: 'asc' },
  })
}
