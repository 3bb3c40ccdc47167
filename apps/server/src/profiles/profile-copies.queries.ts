import type { ProfileCopy, RouteResponse, routes } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { containing } from '../platform/http/search.js'
import { Platform } from '../platform/platform.js'

type Row = {
  id: string
  name: string
  publishable: boolean
  copy_id: string | null
  origin_version: number | null
  archived: boolean
  updated_at: Date
}

/** Reads of what a partner's customers have of its profiles, in the partner at work. */
@Injectable()
export class ProfileCopyQueries {
  constructor(
    private readonly platform: Platform,
    private readonly across: Across,
  ) {}

  async list(
    { organizationId }: Caller,
    profileId: string,
    { cursor, limit, search }: InputOf<typeof routes.profiles.copies>['query'],
  ): Promise<RouteResponse<typeof routes.profiles.copies>> {
    const own = await this.platform.database.prisma.profile.count({ where: { organizationId, id: profileId } })
    if (own === 0) throw notFound()
    const fingerprint = listFingerprint({ list: 'profile-copies', profileId, search })
    const after = readCursor(cursor, fingerprint)
    const { rows } = await sql<Row>`
      SELECT o.id, o.name, g.publishable, p.id AS copy_id, p.origin_version, p.archived_at IS NOT NULL AS archived, p.updated_at
        FROM (SELECT organization_id, bool_or('configuration.manage' = ANY (rights)) AS publishable FROM grants
               WHERE partner_id = ${organizationId}::uuid AND ended_at IS NULL AND starts_at <= now()
                 AND (ends_at IS NULL OR ends_at > now())
               GROUP BY organization_id) AS g
        JOIN organizations o ON o.id = g.organization_id
        LEFT JOIN profiles p ON p.organization_id = o.id AND p.origin_profile_id = ${profileId}::uuid
       WHERE ${search ? sql`o.name ILIKE ${containing(search)}` : sql`true`}
         AND ${after ? sql`(o.name, o.id) > (${after.value}, ${after.id}::uuid)` : sql`true`}
       ORDER BY o.name, o.id LIMIT ${limit + 1}`.execute(this.across.kysely)
    return toPage(rows, limit, fingerprint, ({ name, id }) => ({ value: name, id }), show)
  }
}

function show({
  id,
  name,
  publishable,
  copy_id: profileId,
  origin_version: version,
  archived,
  ...row
}: Row): ProfileCopy {
  const copy = profileId === null ? null : { profileId, version, archived, updatedAt: row.updated_at.toISOString() }
  return { customer: { id, name }, publishable, copy }
}
