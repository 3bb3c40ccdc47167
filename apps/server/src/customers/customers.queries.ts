import type { Customer } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { containing } from '../platform/http/search.js'

type Row = {
  id: string
  name: string
  slug: string
  created_at: Date
  ends_at: Date | null
  trial_ends_at: Date | null
  rooms: number
  devices: number
  online: number
  offline: number
  attention: number
}
type Question = { cursor?: string | undefined; limit: number; search?: string | undefined }

@Injectable()
export class CustomerQueries {
  constructor(private readonly across: Across) {}

  async list(caller: Caller, question: Question) {
    const fingerprint = listFingerprint({ ...question, list: 'customers' })
    const after = readCursor(question.cursor, fingerprint)
    const rows = await this.find(
      caller,
      sql`${question.search ? sql`o.name ILIKE ${containing(question.search)}` : sql`true`}
        AND ${after ? sql`(o.name, o.id) > (${after.value}, ${after.id}::uuid)` : sql`true`}`,
      question.limit + 1,
    )
    return toPage(rows, question.limit, fingerprint, (row) => ({ value: row.name, id: row.id }), show)
  }

  async one(caller: Caller, customerId: string): Promise<Customer> {
    const [row] = await this.find(caller, sql`o.id = ${customerId}::uuid`, 1)
    if (!row) throw notFound()
    return show(row)
  }

  /** Numbers come from the counters that the database keeps, as far as the partner's grants let it see them. */
  private async find(caller: Caller, condition: ReturnType<typeof sql>, limit: number): Promise<Row[]> {
    const { rows } = await sql<Row>`
      SELECT o.id, o.name, o.slug, o.created_at, o.trial_ends_at, nullif(g.ends_at, 'infinity') AS ends_at,
             CASE WHEN g.sees_rooms THEN c.rooms ELSE 0 END AS rooms,
             CASE WHEN g.sees_devices THEN c.devices ELSE 0 END AS devices,
             CASE WHEN g.sees_devices THEN c.online ELSE 0 END AS online,
             CASE WHEN g.sees_devices THEN c.offline ELSE 0 END AS offline,
             CASE WHEN g.sees_devices THEN c.attention ELSE 0 END AS attention
        FROM (SELECT organization_id, max(coalesce(ends_at, 'infinity')) AS ends_at,
                     bool_or('rooms.view' = ANY (rights)) AS sees_rooms,
                     bool_or('devices.view' = ANY (rights)) AS sees_devices
                FROM grants
               WHERE partner_id = ${caller.organizationId}::uuid AND ended_at IS NULL AND starts_at <= now()
                 AND (ends_at IS NULL OR ends_at > now())
               GROUP BY organization_id) AS g
        JOIN organizations o ON o.id = g.organization_id
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(value) FILTER (WHERE name = 'rooms.all'), 0)::int AS rooms,
                 coalesce(sum(value) FILTER (WHERE name = 'devices.all'), 0)::int AS devices,
                 coalesce(sum(value) FILTER (WHERE name = 'devices.online'), 0)::int AS online,
                 coalesce(sum(value) FILTER (WHERE name = 'devices.offline'), 0)::int AS offline,
                 coalesce(sum(value) FILTER (WHERE name = 'devices.attention'), 0)::int AS attention
            FROM organization_counters WHERE organization_id = o.id) AS c
       WHERE ${condition}
       ORDER BY o.name, o.id LIMIT ${limit}`.execute(this.across.kysely)
    return rows
  }
}

function show(row: Row): Customer {
  const { created_at: createdAt, ends_at: endsAt, trial_ends_at: trialEndsAt, ...rest } = row
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    grantEndsAt: endsAt?.toISOString() ?? null,
    trialEndsAt: trialEndsAt?.toISOString() ?? null,
  }
}
