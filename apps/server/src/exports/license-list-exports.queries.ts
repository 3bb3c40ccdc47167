import type { Readable } from 'node:stream'
import { copyOut, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import type { RuleQuestion } from '../license-rules/candidates.queries.js'
import { waitingRows } from '../license-rules/candidates.queries.js'
import { addedUp, endingUnits } from '../license-terms/position.queries.js'
import { Platform } from '../platform/platform.js'
import { cell, instant } from './license-exports.queries.js'

/** The numbers of a position under the words of a file; of `n`. */
export const positionColumns = sql`
  n.purchased, n.assigned, n.confirmed, n.reserved AS "in keys", n.transferred AS "given away", n.free,
  n.unusable AS "not usable", n.over, n.dropped, n.trial AS "on trial",
  n.expiring30 AS "end within 30 days", n.expiring60 AS "end within 60 days", n.expiring90 AS "end within 90 days"`

/** What is told of the end of a pool; of rows `n` of notices and `p` of pools. */
export const noticeColumns = sql`
  n.feature_key AS "feature", ${cell(sql`p.order_number`)} AS "order number", n.threshold AS "threshold", p.units AS "units",
  p.active AS "devices", ${instant(sql`n.ends_at`)} AS "ends", ${instant(sql`n.drops_at`)} AS "drops",
  ${instant(sql`n.created_at`)} AS "told", ${instant(sql`n.closed_at`)} AS "closed", ${cell(sql`n.closed_by_name`)} AS "closed by"`

/** Lists about licences as CSV, of the organization at work. */
@Injectable()
export class LicenseListExportQueries {
  constructor(private readonly platform: Platform) {}

  position(organizationId: string): Promise<Readable> {
    return this.copy(sql`
      SELECT n.feature_key AS "feature", ${positionColumns} FROM (SELECT p.feature_key, ${addedUp}
        FROM license_positions p LEFT JOIN (${endingUnits}) AS e USING (organization_id, feature_key)
        WHERE p.organization_id = ${organizationId}::uuid GROUP BY p.feature_key) AS n ORDER BY n.feature_key`)
  }

  notices(organizationId: string, state: 'open' | 'all'): Promise<Readable> {
    return this.copy(sql`
      SELECT ${noticeColumns} FROM license_notices n
        JOIN license_pools p ON p.organization_id = n.organization_id AND p.id = n.pool_id
      WHERE n.organization_id = ${organizationId}::uuid AND ${state === 'open' ? sql`n.closed_at IS NULL` : sql`true`}
      ORDER BY n.created_at DESC, n.id DESC`)
  }

  moves(organizationId: string, poolId: string): Promise<Readable> {
    return this.copy(sql`
      SELECT ${instant(sql`m.moved_at`)} AS "moved", m.feature_key AS "feature", m.direction AS "direction", m.units AS "units",
        ${cell(sql`o.name`)} AS "organization", ${cell(sql`m.reason`)} AS "reason", ${cell(sql`m.moved_by_name`)} AS "moved by", m.move_id AS "move"
      FROM unit_moves m LEFT JOIN LATERAL system.organization_card(m.other_id) AS o ON true
      WHERE m.organization_id = ${organizationId}::uuid AND m.pool_id = ${poolId}::uuid ORDER BY m.id DESC`)
  }

  unconfirmed(organizationId: string): Promise<Readable> {
    return this.copy(sql`
      SELECT r.feature_key AS "feature", ${cell(sql`d.serial`)} AS "serial", ${cell(sql`d.name`)} AS "device", d.state AS "state",
        d.connection AS "connection", r.cause AS "cause", ${instant(sql`r.released_at`)} AS "released", ${cell(sql`r.released_by`)} AS "released by"
      FROM license_releases r JOIN devices d ON d.organization_id = r.organization_id AND d.id = r.device_id
      WHERE r.organization_id = ${organizationId}::uuid AND r.settled_at IS NULL ORDER BY r.id DESC`)
  }

  rules(organizationId: string): Promise<Readable> {
    return this.copy(sql`
      SELECT l.feature_key AS "feature", ${cell(sql`g.name`)} AS "group", l.priority AS "priority", l.enabled AS "enabled", l.waiting AS "waiting",
        ${instant(sql`l.applied_at`)} AS "applied", ${cell(sql`l.created_by_name`)} AS "created by", ${instant(sql`l.created_at`)} AS "created"
      FROM license_rules l JOIN device_groups g ON g.organization_id = l.organization_id AND g.id = l.group_id
      WHERE l.organization_id = ${organizationId}::uuid ORDER BY l.feature_key, l.priority DESC`)
  }

  /** Null: the rule is paused, and nobody waits. */
  waiting(question: RuleQuestion | null): Promise<Readable> {
    if (question === null)
      return this.copy(sql`SELECT NULL AS "serial", NULL AS "device", NULL AS "room", NULL AS "model" WHERE false`)
    const { text, values } = waitingRows(question)
    return copyOut(this.platform.database.pool, { sql: text, parameters: values })
  }

  private copy(statement: RawBuilder<unknown>): Promise<Readable> {
    const { kysely, pool } = this.platform.database
    return copyOut(pool, statement.compile(kysely))
  }
}
