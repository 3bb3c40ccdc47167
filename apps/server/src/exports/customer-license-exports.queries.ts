import type { Readable } from 'node:stream'
import { copyOut, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { showingLicenses } from '../license-terms/customer-licenses.queries.js'
import { endingPools, losses } from '../license-terms/forecast.queries.js'
import { addedUp, endingUnits } from '../license-terms/position.queries.js'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { containing } from '../platform/http/search.js'
import { Platform } from '../platform/platform.js'
import { cell } from './license-exports.queries.js'
import { noticeColumns, positionColumns } from './license-list-exports.queries.js'

export type CustomerFilters = { readonly search?: string | undefined; readonly feature?: string | undefined }

/** Licences of a partner's customers as CSV, as far as their grants show them. */
@Injectable()
export class CustomerLicenseExportQueries {
  constructor(
    private readonly platform: Platform,
    private readonly across: Across,
  ) {}

  /** Each customer with each of its features; one that has none, alone. */
  positions(caller: Caller, { search, feature }: CustomerFilters): Promise<Readable> {
    return this.copy(sql`
      WITH granted AS MATERIALIZED (${showingLicenses(caller)}),
      added_up AS (SELECT p.organization_id, p.feature_key, ${addedUp} FROM license_positions p
        LEFT JOIN (${endingUnits}) AS e USING (organization_id, feature_key)
        WHERE p.organization_id IN (SELECT organization_id FROM granted) AND ${feature ? sql`p.feature_key = ${feature}` : sql`true`}
        GROUP BY p.organization_id, p.feature_key)
      SELECT ${cell(sql`o.name`)} AS "customer", n.feature_key AS "feature", ${positionColumns}
        FROM organizations o LEFT JOIN added_up n ON n.organization_id = o.id
        WHERE o.id IN (SELECT organization_id FROM granted) AND ${search ? sql`o.name ILIKE ${containing(search)}` : sql`true`}
        ORDER BY o.name, o.id, n.feature_key`)
  }

  async forecast(caller: Caller, days: number): Promise<Readable> {
    const { timeZone } = await this.platform.database.prisma.organization.findUniqueOrThrow({
      where: { id: caller.organizationId },
      select: { timeZone: true },
    })
    return this.copy(sql`
      WITH granted AS MATERIALIZED (${showingLicenses(caller)}),
      ending AS (${endingPools(sql`organization_id IN (SELECT organization_id FROM granted)`)}), lost AS (${losses(timeZone, days)})
      SELECT l.day AS "day", ${cell(sql`o.name`)} AS "customer", l.feature_key AS "feature", l.devices AS "devices"
        FROM lost l JOIN organizations o ON o.id = l.organization_id ORDER BY l.day, o.name, o.id, l.feature_key`)
  }

  notices(caller: Caller): Promise<Readable> {
    return this.copy(sql`
      SELECT ${cell(sql`o.name`)} AS "customer", ${noticeColumns} FROM license_notices n
        JOIN organizations o ON o.id = n.organization_id
        JOIN license_pools p ON p.organization_id = n.organization_id AND p.id = n.pool_id
      WHERE n.organization_id IN (${showingLicenses(caller)}) AND n.closed_at IS NULL ORDER BY n.drops_at, n.id`)
  }

  private copy(statement: RawBuilder<unknown>): Promise<Readable> {
    return copyOut(this.across.pool, statement.compile(this.across.kysely))
  }
}
