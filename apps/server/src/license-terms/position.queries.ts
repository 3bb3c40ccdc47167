import type { FeaturePosition, LicensePosition } from '@maestro/contract'
import { type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Platform } from '../platform/platform.js'

export type Numbers = Omit<FeaturePosition, 'featureKey'>

/** What triggers count, and what ends soon: pools with an end within 90 days, by organization and feature. */
export const endingUnits = sql`
  SELECT organization_id, feature_key, sum(units)::int AS within90,
    (sum(units) FILTER (WHERE valid_until <= now() + interval '60 days'))::int AS within60,
    (sum(units) FILTER (WHERE valid_until <= now() + interval '30 days'))::int AS within30
  FROM license_pools WHERE valid_until > now() AND valid_until <= now() + interval '90 days' AND origin NOT IN ('trial', 'vendor')
    AND revoked_at IS NULL GROUP BY organization_id, feature_key`

/** The numbers of joined rows `p` of `license_positions` and `e` of what ends, added up. */
export const addedUp: RawBuilder<unknown> = sql`
  coalesce(sum(p.purchased), 0)::int AS purchased, coalesce(sum(p.assigned), 0)::int AS assigned,
  coalesce(sum(p.confirmed), 0)::int AS confirmed, coalesce(sum(p.reserved), 0)::int AS reserved,
  coalesce(sum(p.transferred), 0)::int AS transferred, coalesce(sum(p.free), 0)::int AS free, coalesce(sum(p.over), 0)::int AS over,
  coalesce(sum(p.purchased + p.over - p.assigned - p.reserved - p.transferred - p.free), 0)::int AS unusable,
  coalesce(sum(p.dropped), 0)::int AS dropped, coalesce(sum(p.trial), 0)::int AS trial,
  coalesce(sum(e.within30), 0)::int AS expiring30, coalesce(sum(e.within60), 0)::int AS expiring60,
  coalesce(sum(e.within90), 0)::int AS expiring90, coalesce(sum(e.within90), 0)::int AS expiring`

/** How the units of an organization stand. */
@Injectable()
export class PositionQueries {
  constructor(private readonly platform: Platform) {}

  async show(organizationId: string): Promise<LicensePosition> {
    const { rows } = await sql<FeaturePosition>`
      SELECT p.feature_key AS "featureKey", ${addedUp}
        FROM license_positions p LEFT JOIN (${endingUnits}) AS e USING (organization_id, feature_key)
        WHERE p.organization_id = ${organizationId}::uuid GROUP BY p.feature_key ORDER BY p.feature_key`.execute(
      this.platform.database.kysely,
    )
    return { features: rows }
  }
}
