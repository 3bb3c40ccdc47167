import type { Readable } from 'node:stream'
import type { ForecastDevice, LicenseForecast } from '@maestro/contract'
import { copyOut, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { Platform } from '../platform/platform.js'

type Day = { readonly day?: string | undefined; readonly feature?: string | undefined }
type Page = Day & { readonly day: string; readonly cursor?: string | undefined; readonly limit: number }
type Row = Omit<ForecastDevice, 'activatedAt' | 'dropsAt'> & { id: string; activated_at: Date; drops_at: Date }

/**
 * Pools that will take a feature from devices, and when; what should be gone already, but waits for a device to be idle,
 * goes today. Of a trial those are spared, the first first, for which units were bought that are free.
 */
export const endingPools = (such: RawBuilder<unknown>) => sql`
  SELECT p.id, p.organization_id, p.feature_key, p.order_number, greatest(p.drops_at, now()) AS drops_at,
      CASE p.term WHEN 'expired' THEN p.in_use ELSE p.active END AS active, coalesce(b.free, 0)::int AS spared
    FROM (SELECT l.*, l.valid_until + make_interval(hours => 24 * l.grace_days) AS drops_at,
        CASE l.term WHEN 'expired' THEN (SELECT count(*)::int FROM activations a
          WHERE a.organization_id = l.organization_id AND a.pool_id = l.id AND a.dropped_at IS NULL) END AS in_use
      FROM license_pools l WHERE ${such} AND l.valid_until IS NOT NULL AND l.active > 0 AND l.origin <> 'vendor'
        AND (l.term IN ('valid', 'grace', 'not-yet-valid') OR l.term = 'expired' AND l.review_at IS NOT NULL)) AS p
    LEFT JOIN LATERAL (SELECT sum(greatest(0, o.units - o.active - o.reserved - o.transferred)) AS free FROM license_pools o
      WHERE o.organization_id = p.organization_id AND o.feature_key = p.feature_key AND o.origin <> 'trial' AND o.term = 'valid'
        AND (o.valid_until IS NULL OR o.valid_until > p.valid_until)) AS b ON p.origin = 'trial'`

const dayOf = (timeZone: string) => sql`to_char(drops_at AT TIME ZONE ${timeZone}::text, 'YYYY-MM-DD')`

/** How many devices lose which feature on which day, by organization; of `ending`. */
export const losses = (timeZone: string, days: number) => sql`
  SELECT ${dayOf(timeZone)} AS day, organization_id, feature_key, sum(greatest(0, active - spared))::int AS devices FROM ending
    WHERE drops_at < now() + make_interval(days => ${days}::int) AND active > spared GROUP BY 1, 2, 3`

/** What devices will lose, and when, if nothing is done. */
@Injectable()
export class ForecastQueries {
  constructor(private readonly platform: Platform) {}

  async days(organizationId: string, days: number): Promise<LicenseForecast> {
    const timeZone = await this.timeZone(organizationId)
    const { rows } = await sql<LicenseForecast['days'][number]>`
      WITH ending AS (${endingPools(sql`organization_id = ${organizationId}::uuid`)}), lost AS (${losses(timeZone, days)})
      SELECT day, json_agg(json_build_object('featureKey', feature_key, 'devices', devices) ORDER BY feature_key) AS features
        FROM lost GROUP BY day ORDER BY day`.execute(this.platform.database.kysely)
    return { timeZone, days: rows }
  }

  async devices(organizationId: string, { cursor, limit, day, feature }: Page) {
    const fingerprint = listFingerprint({ list: 'license-forecast', day, feature })
    const start = readCursor(cursor, fingerprint)
    const from = await this.losing(organizationId, { day, feature })
    const { rows } = await sql<Row>`
      SELECT a.id, d.id AS "deviceId", d.name AS "deviceName", d.room_id AS "roomId", r.name AS "roomName",
          e.feature_key AS "featureKey", e.id AS "poolId", e.order_number AS "orderNumber", a.activated_at, e.drops_at ${from}
          AND ${start ? sql`(d.name, a.id) > (${start.value}, ${start.id}::uuid)` : sql`true`}
        ORDER BY d.name, a.id LIMIT ${limit + 1}`.execute(this.platform.database.kysely)
    return toPage(rows, limit, fingerprint, (row) => ({ value: row.deviceName, id: row.id }), show)
  }

  async csv(organizationId: string, which: Day): Promise<Readable> {
    const { kysely, pool } = this.platform.database
    const timeZone = await this.timeZone(organizationId)
    const statement = sql`
      SELECT to_char(e.drops_at AT TIME ZONE ${timeZone}::text, 'YYYY-MM-DD') AS "day", e.feature_key AS "feature", d.serial AS "serial",
          system.csv_safe(d.name) AS "name", system.csv_safe(r.name) AS "room", d.model_key AS "model",
          system.csv_safe(e.order_number) AS "order", a.activated_at AS "activated" ${await this.losing(organizationId, which)}
        ORDER BY e.drops_at, e.feature_key, d.name, a.id`
    return copyOut(pool, statement.compile(kysely))
  }

  /** The devices of pools that end, from `FROM` to the last condition. */
  private async losing(organizationId: string, { day, feature }: Day): Promise<RawBuilder<unknown>> {
    const timeZone = await this.timeZone(organizationId)
    return sql`
      FROM (${endingPools(sql`organization_id = ${organizationId}::uuid`)}) AS e
        CROSS JOIN LATERAL (SELECT id, device_id, activated_at FROM activations a
          WHERE a.organization_id = e.organization_id AND a.pool_id = e.id AND a.dropped_at IS NULL
          ORDER BY a.activated_at, a.id OFFSET e.spared) AS a
        JOIN devices d ON d.organization_id = e.organization_id AND d.id = a.device_id
        LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
      WHERE ${day ? sql`${dayOf(timeZone)} = ${day}` : sql`true`} AND ${feature ? sql`e.feature_key = ${feature}` : sql`true`}`
  }

  private async timeZone(organizationId: string): Promise<string> {
    const { prisma } = this.platform.database
    const where = { id: organizationId }
    return (await prisma.organization.findUniqueOrThrow({ where, select: { timeZone: true } })).timeZone
  }
}

function show({ id: _, activated_at: activatedAt, drops_at: dropsAt, ...row }: Row): ForecastDevice {
  return { ...row, activatedAt: activatedAt.toISOString(), dropsAt: dropsAt.toISOString() }
}
