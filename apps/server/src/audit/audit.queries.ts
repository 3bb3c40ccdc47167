import { type RawBuilder, sql } from '@maestro/database'
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
  async timeline(caller: Caller, question: Pick<Question, 'cursor' | 'limit' | 'deviceId' | 'roomId'>) {
    if (!question.deviceId && !question.roomId) throw new Refused('audit.timeline-of-nothing')
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
      SELECT *, at::text AS position FROM audit_entries
       WHERE organization_id = ${organizationId}::uuid AND ${conditionsOf(filters)}
         AND ${after ? sql`(at, id) < (${after.value}::timestamptz, ${after.id}::uuid)` : always}
       ORDER BY at DESC, id DESC LIMIT ${limit}`.execute(this.platform.database.kysely)
    return rows
  }
}

/** Each condition that stands alone has its index, which ends in the order of the list. */
function conditionsOf({ action, deviceId, roomId, actor, from, to }: Filters): RawBuilder<unknown> {
  const conditions = [
    action?.length ? sql`action = ANY (${action})` : always,
    deviceId ? sql`device_id = ${deviceId}::uuid` : always,
    roomId ? sql`room_id = ${roomId}::uuid` : always,
    actor ? sql`actor IN (${sql.join(spellingsOf(actor))})` : always,
    from ? sql`at >= ${from}::timestamptz` : always,
    to ? sql`at < ${to}::timestamptz` : always,
  ]
  return sql.join(conditions, sql` AND `)
}

/** An actor is asked for as `person:<id>` or by the id alone. */
function spellingsOf(actor: string): string[] {
  return [actor, ...['person', 'token', 'system', 'device'].map((kind) => `${kind}:${actor}`)]
}
