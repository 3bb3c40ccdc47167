import type { DeviceGroup, GroupRule, RouteResponse, routes } from '@maestro/contract'
import { Prisma, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type SummaryRow, showSummary } from '../devices/device.view.js'
import { summaryColumns } from '../devices/device-list.queries.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { type Cursor, listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { containing } from '../platform/http/search.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { chosenFor, countMembers, fulfils, selectPage } from './device-condition.queries.js'

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

/** The groups that a device was put into by hand. */
export function groupsByHand(
  tx: Transaction,
  organizationId: string,
  deviceId: string,
): Promise<{ id: string; name: string }[]> {
  const where = { organizationId, members: { some: { deviceId } } }
  return tx.deviceGroup.findMany({ where, select: { id: true, name: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
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

type Row = Prisma.DeviceGroupGetPayload<object>
type AssignedProfile = { readonly scopeId: string; readonly profile: { readonly id: string; readonly name: string } }

const memberOf = ({ id, rule }: GroupMeant) => (rule === null ? chosenFor(id) : fulfils(rule))

/** Reads of groups, in the organization at work. */
@Injectable()
export class GroupQueries {
  constructor(private readonly platform: Platform) {}

  async list(
    { organizationId }: Caller,
    { cursor, limit, search }: InputOf<typeof routes.groups.list>['query'],
  ): Promise<RouteResponse<typeof routes.groups.list>> {
    const { prisma } = this.platform.database
    const fingerprint = listFingerprint({ search, list: 'groups' })
    const after = readCursor(cursor, fingerprint)
    const found = await prisma.$queryRaw<{ id: string; name: string }[]>`
      SELECT id, name FROM device_groups WHERE organization_id = ${organizationId}::uuid
        AND ${search ? Prisma.sql`name ILIKE ${containing(search)}` : Prisma.sql`true`}
        AND ${after ? Prisma.sql`(name, id) > (${after.value}, ${after.id}::uuid)` : Prisma.sql`true`}
      ORDER BY name, id LIMIT ${limit + 1}`
    const page = toPage(found, limit, fingerprint, byName, ({ id }) => id)
    const rows = await prisma.deviceGroup.findMany({ where: { organizationId, id: { in: page.items } } })
    const shown = await this.show(organizationId, rows)
    return { ...page, items: page.items.flatMap((id) => shown.get(id) ?? []) }
  }

  async one({ organizationId }: Caller, id: string): Promise<DeviceGroup> {
    const row = await this.platform.database.prisma.deviceGroup.findFirst({ where: { organizationId, id } })
    const shown = row && (await this.show(organizationId, [row])).get(row.id)
    if (!shown) throw notFound()
    return shown
  }

  async devices(
    { organizationId }: Caller,
    { params: { groupId }, query: { cursor, limit } }: InputOf<typeof routes.groups.devices>,
  ): Promise<RouteResponse<typeof routes.groups.devices>> {
    const { prisma, kysely } = this.platform.database
    const [group] = await loadRules(prisma, organizationId, [groupId])
    if (!group) throw notFound()
    const fingerprint = listFingerprint({ groupId, list: 'group-devices' })
    const after = readCursor(cursor, fingerprint)
    const found = await selectPage(prisma, organizationId, memberOf(group), after, limit + 1)
    const page = toPage(found, limit, fingerprint, byName, ({ id }) => id)
    const { rows } = await sql<SummaryRow>`SELECT ${summaryColumns} FROM devices d
      JOIN device_statuses s ON s.organization_id = d.organization_id AND s.device_id = d.id
      LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
      WHERE d.organization_id = ${organizationId}::uuid AND d.id = ANY (${page.items}::uuid[])`.execute(kysely)
    const byId = new Map(rows.map((row) => [row.id, showSummary(row)]))
    return { ...page, items: page.items.flatMap((id) => byId.get(id) ?? []) }
  }

  private async show(organizationId: string, rows: readonly Row[]): Promise<ReadonlyMap<string, DeviceGroup>> {
    const { prisma } = this.platform.database
    const groups = rows.map((row) => ({ ...row, rule: row.rule as GroupRule | null }))
    const assigned: AssignedProfile[] = await prisma.profileAssignment.findMany({
      where: { organizationId, scopeKind: 'group', scopeId: { in: rows.map(({ id }) => id) } },
      select: { scopeId: true, profile: { select: { id: true, name: true } } },
    })
    const counts = await countMembers(
      prisma,
      organizationId,
      groups.map((group) => ({ id: group.id, members: memberOf(group) })),
    )
    return new Map(
      groups.map(({ id, name, description, priority, rule, version, createdByName, createdAt }) => [
        id,
        {
          id,
          name,
          description,
          priority,
          rule,
          devices: counts.get(id) ?? { count: 0, more: false },
          profiles: assigned.filter(({ scopeId }) => scopeId === id).map(({ profile }) => profile),
          createdBy: createdByName,
          createdAt: createdAt.toISOString(),
          version,
        },
      ]),
    )
  }
}

const byName = ({ id, name }: { id: string; name: string }): Cursor => ({ value: name, id })
