import type { Readable } from 'node:stream'
import { copyOut, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type KeyFilters, keyConditions } from '../licenses/license-keys.queries.js'
import { type PoolFilters, poolConditions, poolOrder, poolStateSql } from '../licenses/license-pools.queries.js'
import { Platform } from '../platform/platform.js'

/** A cell that no spreadsheet takes for a formula. */
export const cell = (value: RawBuilder<unknown>) => sql`system.csv_safe(${value})`
export const instant = (value: RawBuilder<unknown>) =>
  sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Licences as CSV, of the organization at work. */
@Injectable()
export class LicenseExportQueries {
  constructor(private readonly platform: Platform) {}

  pools(organizationId: string, { sort, ...filters }: PoolFilters): Promise<Readable> {
    return this.copy(sql`
      SELECT p.feature_key AS "feature", ${cell(sql`p.order_number`)} AS "order number", p.origin AS "origin", ${poolStateSql} AS "state",
        p.units AS "units", p.active AS "active", p.reserved AS "in keys", p.transferred AS "given away",
        greatest(0, p.units - p.active - p.reserved - p.transferred) AS "free",
        greatest(0, p.active + p.reserved + p.transferred - p.units) AS "over", p.overuse AS "over-use",
        ${instant(sql`p.valid_from`)} AS "valid from", ${instant(sql`p.valid_until`)} AS "valid until", p.grace_days AS "grace days",
        ${instant(sql`p.suspended_at`)} AS "suspended", ${instant(sql`p.revoked_at`)} AS "revoked", ${instant(sql`p.created_at`)} AS "created"
      FROM license_pools p WHERE ${poolConditions(organizationId, filters)} ORDER BY ${poolOrder(sort)}`)
  }

  /** With hints and never with text. */
  keys(organizationId: string, filters: KeyFilters): Promise<Readable> {
    return this.copy(sql`
      SELECT ${cell(sql`k.hint`)} AS "key", k.feature_key AS "feature", k.units AS "units", k.state AS "state",
        ${cell(sql`k.order_reference`)} AS "order reference", ${cell(sql`c.name`)} AS "customer", ${cell(sql`k.evidence`)} AS "evidence",
        k.evidenced_on AS "evidence of", ${cell(sql`d.serial`)} AS "device", ${cell(sql`k.created_by`)} AS "created by",
        ${instant(sql`k.created_at`)} AS "created", ${instant(sql`k.redeemed_at`)} AS "redeemed", ${instant(sql`k.revoked_at`)} AS "revoked"
      FROM license_keys k LEFT JOIN LATERAL system.organization_card(k.customer_id) AS c ON true
        LEFT JOIN devices d ON d.organization_id = k.organization_id AND d.id = k.device_id
      WHERE ${keyConditions(organizationId, filters)} ORDER BY k.id DESC`)
  }

  activations(organizationId: string, features: readonly string[] | undefined): Promise<Readable> {
    const ofFeatures = features?.length ? sql`AND a.feature_key = ANY (${features}::text[])` : sql``
    return this.copy(sql`
      SELECT a.feature_key AS "feature", ${cell(sql`d.serial`)} AS "serial", ${cell(sql`d.name`)} AS "device", ${cell(sql`r.name`)} AS "room",
        ${cell(sql`p.order_number`)} AS "order number", p.origin AS "origin", ${cell(sql`a.key_hint`)} AS "key",
        ${cell(sql`a.activated_by`)} AS "activated by", ${instant(sql`a.activated_at`)} AS "activated",
        ${instant(sql`a.confirmed_at`)} AS "confirmed on the device", a.drop_cause AS "dropped because", ${instant(sql`a.dropped_at`)} AS "dropped",
        ${instant(sql`p.valid_until`)} AS "valid until"
      FROM activations a JOIN devices d ON d.organization_id = a.organization_id AND d.id = a.device_id
        JOIN license_pools p ON p.organization_id = a.organization_id AND p.id = a.pool_id
        LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
      WHERE a.organization_id = ${organizationId}::uuid ${ofFeatures} ORDER BY a.feature_key, d.name, a.id`)
  }

  private copy(statement: RawBuilder<unknown>): Promise<Readable> {
    const { kysely, pool } = this.platform.database
    return copyOut(pool, statement.compile(kysely))
  }
}
