import { type RawBuilder, sql } from '@maestro/database'
import type { Right } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { type Cursor, listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type AuditRow, showEntry } from './audit-entry.view.js'

type Filters = {
  readonly action?: string[] | undefined
  readonly deviceId?: string | undefined
  readonly roomId?: string | undefined
  readonly profileId?: string | undefined
  readonly actor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}
type Question = Filters & { readonly cursor?: string | undefined; readonly limit: number }

/** The instant to the microsecond, as a cursor carries it. */
type Row = AuditRow & { readonly position: string }

const always = sql`true`

/** What happened, newest first. */
@Injectable()
export class AuditQueries {
  constructor(private readonly platform: Platform) {}

  async list({ organizationId }: Caller, { cursor, limit, ...filters }: Question) {
    const fingerprint = listFingerprint({ ...filters, list: 'audit' })
    const rows = await this.page(organizationId, filters, readCursor(cursor, fingerprint), limit + 1)
    return toPage(rows, limit, fingerprint, ({ id, position }) => ({ value: position, id }), showEntry)
  }

  /** For people who look after devices and rooms: what happened to one of them, without from where it was done. */
  async timeline(caller: Caller, question: Pick<Question, 'cursor' | 'limit' | 'deviceId' | 'roomId' | 'profileId'>) {
    if (!question.deviceId && !question.roomId && !question.profileId) throw new Refused('audit.timeline-of-nothing')
    if (question.profileId) await this.requireRight(caller, 'configuration.view')
    const page = await this.list(caller, question)
    return { ...page, items: page.items.map((item) => ({ ...item, address: null })) }
  }

  private async page(
    organizationId: string,
    filters: Filters,
    after: Cursor | undefined,
    limit: number,
  ): Promise<Row[]> {
    const { rows } = await sql<Row>`
      SELECT e.*, e.at::text AS position, CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'title', d.title,
          'wantedBy', coalesce(d.started_by_name, d.created_by_name), 'approvedBy', d.approved_by_name, 'reason', d.reason)
        END AS deployment
      FROM (SELECT * FROM audit_entries
         WHERE organization_id = ${organizationId}::uuid AND ${conditionsOf(organizationId, filters)}
           AND ${after ? sql`(at, id) < (${after.value}::timestamptz, ${after.id}::uuid)` : always}
         ORDER BY at DESC, id DESC LIMIT ${limit}) AS e
        LEFT JOIN deployments d ON d.organization_id = e.organization_id AND d.id = CASE e.object_kind
          WHEN 'target' THEN (e.details ->> 'deploymentId')::uuid WHEN 'deployment' THEN e.object_id::uuid END
      ORDER BY e.at DESC, e.id DESC`.execute(this.platform.database.kysely)
    return rows
  }

  private async requireRight({ organizationId, rights }: Caller, right: Right): Promise<void> {
    if (rights.includes(right)) return
    const { prisma } = this.platform.database
    const found = await prisma.organization.findFirst({ where: { id: organizationId }, select: { name: true } })
    throw new Refused('access.right-missing', { right, organization: found?.name ?? '' })
  }
}

/** Each condition that stands alone has its index, which ends in the order of the list. */
function conditionsOf(organizationId: string, filters: Filters): RawBuilder<unknown> {
  const { action, deviceId, roomId, profileId, actor, from, to } = filters
  const conditions = [
    action?.length ? sql`action = ANY (${action})` : always,
    deviceId ? sql`device_id = ${deviceId}::uuid` : always,
    roomId ? sql`room_id = ${roomId}::uuid` : always,
    profileId ? ofProfile(organizationId, profileId) : always,
    actor ? sql`actor IN (${sql.join(spellingsOf(actor))})` : always,
    from ? sql`at >= ${from}::timestamptz` : always,
    to ? sql`at < ${to}::timestamptz` : always,
  ]
  return sql.join(conditions, sql` AND `)
}

/** Its own entries, and those of the deployments to its reach. */
function ofProfile(organizationId: string, profileId: string): RawBuilder<unknown> {
  return sql`(object_kind = 'profile' AND object_id = ${profileId} OR object_kind = 'deployment' AND object_id = ANY (ARRAY(
    SELECT id::text FROM deployments WHERE organization_id = ${organizationId}::uuid AND scope ? 'profileId'
      AND scope ->> 'profileId' = ${profileId})))`
}

/** An actor is asked for as `person:<id>` or by the id alone. */
function spellingsOf(actor: string): string[] {
  return [actor, ...['person', 'token', 'system', 'device'].map((kind) => `${kind}:${actor}`)]
}
