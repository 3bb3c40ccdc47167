import type { GroupRule } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import type { Transaction } from '../platform/platform.js'

export type GroupFacts = {
  readonly name: string
  readonly description: string
  readonly priority: number
  /** Null: members are chosen by hand. */
  readonly rule: GroupRule | null
}
export type GroupRow = GroupFacts & { readonly id: string; readonly version: number }
type Named = { readonly id: string; readonly name: string }

/** One change of an organization's groups at a time, so that a refusal can name the other group. */
export async function lockGroups(tx: Transaction, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('groups'), hashtext(${organizationId}))`
}

export async function findGroup(tx: Transaction, organizationId: string, id: string): Promise<GroupRow | null> {
  const row = await tx.deviceGroup.findFirst({ where: { organizationId, id } })
  return row && { ...row, rule: row.rule as GroupRule | null }
}

/** All groups of an organization, as far as names and priorities are concerned. */
export function allGroups(
  tx: Transaction,
  organizationId: string,
): Promise<{ id: string; name: string; priority: number }[]> {
  return tx.deviceGroup.findMany({ where: { organizationId }, select: { id: true, name: true, priority: true } })
}

export async function insertGroup(
  tx: Transaction,
  row: GroupFacts & { id: string; organizationId: string; createdBy: string; createdByName: string },
): Promise<void> {
  await tx.deviceGroup.create({ data: { ...row, rule: stored(row.rule) } })
}

export async function updateGroup(tx: Transaction, id: string, facts: GroupFacts): Promise<void> {
  const data = { ...facts, rule: stored(facts.rule), version: { increment: 1 } }
  await tx.deviceGroup.update({ where: { id }, data })
}

/** Waits for whoever makes something for the group, and keeps others from it. */
export async function holdGroup(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM device_groups WHERE id = ${id}::uuid FOR UPDATE`
}

export async function deleteGroup(tx: Transaction, id: string): Promise<void> {
  await tx.deviceGroup.delete({ where: { id } })
}

/** Devices that can be in a group by hand, of those named. */
export function findCandidates(tx: Transaction, organizationId: string, ids: readonly string[]): Promise<Named[]> {
  const where = { organizationId, id: { in: [...ids] }, state: { not: 'retired' } }
  return tx.device.findMany({ where, select: { id: true, name: true }, orderBy: { id: 'asc' } })
}

/** Answers those that were not in the group before. */
export async function addMembers(
  tx: Transaction,
  organizationId: string,
  groupId: string,
  deviceIds: readonly string[],
  addedBy: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO device_group_members (group_id, device_id, organization_id, added_by)
    SELECT ${groupId}::uuid, id, ${organizationId}::uuid, ${addedBy} FROM unnest(${[...deviceIds]}::uuid[]) AS n (id)
    ON CONFLICT DO NOTHING RETURNING device_id AS id`
  return rows.map(({ id }) => id)
}

/** Answers those that were in the group. */
export function removeMembers(
  tx: Transaction,
  organizationId: string,
  groupId: string,
  deviceIds: readonly string[],
): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    DELETE FROM device_group_members m USING devices d WHERE m.organization_id = ${organizationId}::uuid
      AND m.group_id = ${groupId}::uuid AND m.device_id = ANY (${[...deviceIds]}::uuid[])
      AND d.organization_id = m.organization_id AND d.id = m.device_id RETURNING d.id, d.name`
}

/** Puts one device where another was by hand; answers the groups. */
export function moveMemberships(
  tx: Transaction,
  organizationId: string,
  fromDeviceId: string,
  toDeviceId: string,
  addedBy: string,
): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    WITH gone AS (DELETE FROM device_group_members WHERE organization_id = ${organizationId}::uuid
        AND device_id = ${fromDeviceId}::uuid RETURNING group_id),
    here AS (INSERT INTO device_group_members (group_id, device_id, organization_id, added_by)
      SELECT group_id, ${toDeviceId}::uuid, ${organizationId}::uuid, ${addedBy} FROM gone ON CONFLICT DO NOTHING)
    SELECT g.id, g.name FROM gone JOIN device_groups g ON g.id = gone.group_id ORDER BY g.name, g.id`
}

export async function raiseVersion(tx: Transaction, id: string): Promise<void> {
  await tx.deviceGroup.update({ where: { id }, data: { version: { increment: 1 } } })
}

function stored(rule: GroupRule | null) {
  return rule === null ? Prisma.DbNull : (rule as Prisma.InputJsonObject)
}
