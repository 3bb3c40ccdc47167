import type { RouteResponse, routes } from '@maestro/contract'
import { findSettingAnywhere, type ScopeKind, type SettingValue } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, writeCursor } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { loadScopeNames, type ScopeNames } from '../profiles/scope-names.queries.js'
import { hideSecret, shown } from './secrets.js'

type Places = RouteResponse<typeof routes.configuration.whereSet>
type Place = Places['items'][number]
type InProfile = {
  id: string
  kind: ScopeKind
  scopeId: string
  profileId: string
  name: string
  version: number
  value: SettingValue
  locked: boolean
}
type OnDevice = { id: string; name: string; value: SettingValue }

const FIRST = '00000000-0000-0000-0000-000000000000'

/** Where a setting has a value: profiles on their scopes first, then devices of their own. */
@Injectable()
export class SettingPlaceQueries {
  constructor(private readonly platform: Platform) {}

  async list(
    organizationId: string,
    { params: { key }, query: { cursor, limit } }: InputOf<typeof routes.configuration.whereSet>,
  ): Promise<Places> {
    if (findSettingAnywhere(key) === undefined) throw notFound()
    const fingerprint = listFingerprint({ key, list: 'setting-places' })
    const after = readCursor(cursor, fingerprint)
    const next = (value: 'profiles' | 'devices', id: string) => writeCursor({ value, id }, fingerprint)
    const profiles =
      after?.value === 'devices' ? [] : await this.inProfiles(organizationId, key, after?.id ?? FIRST, limit + 1)
    const first = profiles.slice(0, limit)
    const names = await loadScopeNames(
      this.platform.database.prisma,
      organizationId,
      first.map(({ kind, scopeId: id }) => ({ kind, id })),
    )
    const items = first.map((place) => showInProfile(key, place, names))
    if (profiles.length > limit) return { items, nextCursor: next('profiles', first.at(-1)?.id ?? FIRST) }
    const room = limit - items.length
    const from = after?.value === 'devices' ? after.id : FIRST
    const ids = await this.devicesSetting(key, from, room + 1)
    const devices = await this.onDevices(organizationId, key, ids.slice(0, room))
    const nextCursor = ids.length > room ? next('devices', ids[room - 1] ?? FIRST) : null
    return { items: [...items, ...devices.map((device) => showOnDevice(key, device))], nextCursor }
  }

  private inProfiles(organizationId: string, key: string, after: string, limit: number): Promise<InProfile[]> {
    return this.platform.database.prisma.$queryRaw<InProfile[]>`
      SELECT a.id, a.scope_kind AS kind, a.scope_id AS "scopeId", p.id AS "profileId", p.name, p.version,
        p."values" -> ${key}::text AS value, ${key}::text = ANY (p.locked) AS locked
      FROM profile_assignments a JOIN profiles p ON p.organization_id = a.organization_id AND p.id = a.profile_id
      WHERE a.organization_id = ${organizationId}::uuid AND p."values" -> ${key}::text IS NOT NULL AND a.id > ${after}::uuid
      ORDER BY a.id LIMIT ${limit}`
  }

  private async devicesSetting(key: string, after: string, limit: number): Promise<string[]> {
    const rows = await this.platform.database.prisma.$queryRaw<{ id: string }[]>`
      SELECT id FROM system.devices_setting(${key}::text, ${after}::uuid, ${limit}::int) AS found (id) ORDER BY id`
    return rows.map(({ id }) => id)
  }

  private async onDevices(organizationId: string, key: string, ids: readonly string[]): Promise<OnDevice[]> {
    if (ids.length === 0) return []
    return this.platform.database.prisma.$queryRaw<OnDevice[]>`
      SELECT d.id, d.name, l."values" -> ${key}::text AS value
      FROM devices d JOIN configuration_layers l ON l.organization_id = d.organization_id AND l.scope_kind = 'device' AND l.scope_id = d.id
      WHERE d.organization_id = ${organizationId}::uuid AND d.id = ANY (${[...ids]}::uuid[]) AND d.state <> 'retired' ORDER BY d.id`
  }
}

function showInProfile(key: string, place: InProfile, names: ScopeNames): Place {
  const { kind, scopeId, profileId, name, version, value, locked } = place
  return {
    layer: { kind, name: names.of({ kind, id: scopeId }), scopeId, profile: { id: profileId, name, version } },
    value: shown(hideSecret(key, value)),
    locked,
  }
}

function showOnDevice(key: string, { id, name, value }: OnDevice): Place {
  return {
    layer: { kind: 'device', name, scopeId: id },
    value: shown(hideSecret(key, value)),
    locked: false,
    device: { id, name },
  }
}
