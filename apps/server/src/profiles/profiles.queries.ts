import type { Profile, ProfileVersion, RouteResponse, routes } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import { type ConfigurationValues, diffConfiguration } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { changesShown } from '../configuration/resolve-configuration.js'
import { openValues } from '../configuration/secrets.js'
import { countInScope } from '../groups/devices-in-scope.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { containing } from '../platform/http/search.js'
import { Platform } from '../platform/platform.js'
import { scopesOfRow, showProfile, showProfileSummary, showValues } from './profile.view.js'
import { sameKeys } from './profile-audit.js'
import { findVersion, type ProfileContent } from './profiles.store.js'
import { loadScopeNames } from './scope-names.queries.js'

const include = { assignments: { select: { scopeKind: true, scopeId: true }, orderBy: { id: 'asc' } } } as const
const VERSIONS_LOOKED_AT = 50

/** Reads of profiles, in the organization at work. */
@Injectable()
export class ProfileQueries {
  constructor(private readonly platform: Platform) {}

  async list(
    { organizationId }: Caller,
    { cursor, limit, ...filters }: InputOf<typeof routes.profiles.list>['query'],
  ): Promise<RouteResponse<typeof routes.profiles.list>> {
    const { prisma } = this.platform.database
    const fingerprint = listFingerprint({ ...filters, list: 'profiles' })
    const after = readCursor(cursor, fingerprint)
    const found = await prisma.$queryRaw<{ id: string; name: string }[]>`
      SELECT id, name FROM profiles WHERE organization_id = ${organizationId}::uuid
        AND ${filters.archived === 'only' ? Prisma.sql`archived_at IS NOT NULL` : Prisma.sql`archived_at IS NULL`}
        AND ${filters.search ? Prisma.sql`(name ILIKE ${containing(filters.search)} OR description ILIKE ${containing(filters.search)})` : Prisma.sql`true`}
        AND ${after ? Prisma.sql`(name, id) > (${after.value}, ${after.id}::uuid)` : Prisma.sql`true`}
      ORDER BY name, id LIMIT ${limit + 1}`
    const page = toPage(
      found,
      limit,
      fingerprint,
      ({ id, name }) => ({ value: name, id }),
      ({ id }) => id,
    )
    const rows = await prisma.profile.findMany({ where: { organizationId, id: { in: page.items } }, include })
    const names = await loadScopeNames(prisma, organizationId, rows.flatMap(scopesOfRow))
    const byId = new Map(rows.map((row) => [row.id, row]))
    const items = page.items.flatMap((id) => byId.get(id) ?? []).map((row) => showProfileSummary(row, names))
    return { ...page, items }
  }

  async one({ organizationId }: Caller, profileId: string): Promise<Profile> {
    const { prisma } = this.platform.database
    const row = await prisma.profile.findFirst({ where: { organizationId, id: profileId }, include })
    if (!row) throw notFound()
    const names = await loadScopeNames(prisma, organizationId, scopesOfRow(row))
    const [devices, alike, released] = [
      await countInScope(prisma, organizationId, { profileId }),
      await this.versionsAlike(organizationId, profileId),
      await this.devicesByVersion(organizationId, profileId),
    ]
    const upToDate = alike.reduce((sum, version) => sum + (released.get(version) ?? 0), 0)
    return showProfile(row, names, { devices, released: upToDate })
  }

  async versions(
    { organizationId }: Caller,
    { params: { profileId }, query: { cursor, limit } }: InputOf<typeof routes.profiles.versions>,
  ): Promise<RouteResponse<typeof routes.profiles.versions>> {
    const { prisma } = this.platform.database
    await this.require(organizationId, profileId)
    const fingerprint = listFingerprint({ profileId, list: 'profile-versions' })
    const before = readCursor(cursor, fingerprint)
    const rows = await prisma.profileVersion.findMany({
      where: { organizationId, profileId, ...(before ? { version: { lt: Number(before.value) } } : {}) },
      orderBy: { version: 'desc' },
      take: limit + 1,
    })
    const devices = await this.devicesByVersion(organizationId, profileId)
    const show = (row: (typeof rows)[number]): ProfileVersion => ({
      version: row.version,
      values: showValues(row.values),
      locked: row.locked,
      changedBy: row.changedByName,
      reason: row.reason,
      changedAt: row.changedAt.toISOString(),
      devices: devices.get(row.version) ?? 0,
    })
    return toPage(rows, limit, fingerprint, (row) => ({ value: String(row.version), id: profileId }), show)
  }

  async compare(
    { organizationId }: Caller,
    { params: { profileId }, query: { from, to } }: InputOf<typeof routes.profiles.compare>,
  ): Promise<RouteResponse<typeof routes.profiles.compare>> {
    const { prisma } = this.platform.database
    const { keyRing } = this.platform.settings
    const before = await findVersion(prisma, keyRing, organizationId, profileId, from)
    const after = await findVersion(prisma, keyRing, organizationId, profileId, to)
    if (!before || !after) throw notFound()
    return { from, to, changes: changesBetween(before, after) }
  }

  /** How many devices have which version of the profile now. */
  private async devicesByVersion(organizationId: string, profileId: string): Promise<ReadonlyMap<number, number>> {
    const rows = await this.platform.database.prisma.$queryRaw<{ version: number; devices: number }[]>`
      SELECT (l.pin->>'version')::int AS version, count(*)::int AS devices
      FROM configuration_stacks s CROSS JOIN LATERAL jsonb_array_elements(s.layers) AS l (pin)
        JOIN released_configurations c ON c.organization_id = s.organization_id AND c.stack_id = s.id
      WHERE s.organization_id = ${organizationId}::uuid AND l.pin->>'profileId' = ${profileId.toLowerCase()} GROUP BY 1`
    return new Map(rows.map(({ version, devices }) => [version, devices]))
  }

  /** The newest version and those before it that hold the same: another name is no reason to send anything. */
  private async versionsAlike(organizationId: string, profileId: string): Promise<readonly number[]> {
    const rows = await this.platform.database.prisma.profileVersion.findMany({
      where: { organizationId, profileId },
      orderBy: { version: 'desc' },
      take: VERSIONS_LOOKED_AT,
    })
    const contents = rows.map(({ version, values, locked }) => ({
      version,
      values: openValues(this.platform.settings.keyRing, profileId, values as ConfigurationValues),
      locked,
    }))
    const [head] = contents
    if (!head) return []
    const other = contents.findIndex(
      ({ values, locked }) => !sameKeys(locked, head.locked) || diffConfiguration(values, head.values).length > 0,
    )
    return contents.slice(0, other === -1 ? undefined : other).map(({ version }) => version)
  }

  private async require(organizationId: string, id: string): Promise<void> {
    const found = await this.platform.database.prisma.profile.count({ where: { organizationId, id } })
    if (found === 0) throw notFound()
  }
}

function changesBetween(before: ProfileContent, after: ProfileContent) {
  const values = new Map(changesShown(before.values, after.values).map((change) => [change.key, change]))
  const unchanged = new Map(changesShown({}, after.values).map((change) => [change.key, change]))
  const relocked = [...before.locked, ...after.locked].filter(
    (key) => before.locked.includes(key) !== after.locked.includes(key),
  )
  return [...new Set([...values.keys(), ...relocked])].sort().flatMap((key) => {
    const same = unchanged.get(key)
    const change = values.get(key) ?? (same && { ...same, before: same.after })
    if (!change) return []
    const lockedBefore = before.locked.includes(key)
    const lockedAfter = after.locked.includes(key)
    return [{ key, before: change.before, after: change.after, lockedBefore, lockedAfter, secret: change.secret }]
  })
}
