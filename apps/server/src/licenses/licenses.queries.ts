import type { LicensePosition } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Platform } from '../platform/platform.js'

/** How an organization stands with its licences. */
@Injectable()
export class LicenseQueries {
  constructor(private readonly platform: Platform) {}

  async position(organizationId: string): Promise<LicensePosition> {
    const { rows } = await sql<LicensePosition['features'][number]>`
      SELECT p.feature_key AS "featureKey", sum(p.units)::int AS purchased, sum(p.active)::int AS assigned,
        coalesce(max(c.confirmed), 0)::int AS confirmed, sum(p.reserved)::int AS reserved, sum(p.transferred)::int AS transferred,
        sum(greatest(0, p.units - p.active - p.reserved - p.transferred))::int AS free,
        coalesce(sum(p.units) FILTER (WHERE p.valid_until BETWEEN now() AND now() + interval '90 days'), 0)::int AS expiring
      FROM license_pools p LEFT JOIN (SELECT feature_key, count(*) AS confirmed FROM activations
        WHERE organization_id = ${organizationId} AND confirmed_at IS NOT NULL GROUP BY feature_key) c USING (feature_key)
      WHERE p.organization_id = ${organizationId} GROUP BY p.feature_key ORDER BY p.feature_key`.execute(
      this.platform.database.kysely,
    )
    return { features: rows }
  }
}
