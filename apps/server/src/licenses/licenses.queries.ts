import type { LicensePosition } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { Platform } from '../platform/platform.js'
import { showKey, showPool } from './license-pool.view.js'

type Page = { readonly cursor?: string | undefined; readonly limit: number }

/** Reads of pools and keys, in the organization at work. */
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

  async pools(organizationId: string, { cursor, limit }: Page) {
    const fingerprint = listFingerprint({ list: 'license-pools' })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.licensePool.findMany({
      where: {
        organizationId,
        ...(start
          ? { OR: [{ featureKey: { gt: start.value ?? '' } }, { featureKey: start.value ?? '', id: { gt: start.id } }] }
          : {}),
      },
      orderBy: [{ featureKey: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    })
    return toPage(rows, limit, fingerprint, (row) => ({ value: row.featureKey, id: row.id }), showPool)
  }

  async keys(organizationId: string, { cursor, limit }: Page) {
    const fingerprint = listFingerprint({ list: 'license-keys' })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.licenseKey.findMany({
      where: { organizationId, ...(start ? { id: { lt: start.id } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    const names = await this.customerNames(rows.flatMap(({ customerId }) => (customerId ? [customerId] : [])))
    return toPage(
      rows,
      limit,
      fingerprint,
      (row) => ({ value: null, id: row.id }),
      (row) => showKey(row, names.get(row.customerId ?? '') ?? null),
    )
  }

  async customerNames(ids: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.platform.database.pool.query(
      'SELECT c.id, c.name FROM unnest($1::uuid[]) AS wanted (id), LATERAL system.organization_card(wanted.id) AS c',
      [[...new Set(ids)]],
    )
    return new Map((rows as { id: string; name: string }[]).map(({ id, name }) => [id, name]))
  }
}
