import type { routes } from '@maestro/contract'
import { type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { Platform } from '../platform/platform.js'
import { showKey } from './license-pool.view.js'
import { organizationNames } from './organization-names.queries.js'

export type KeyFilters = InputOf<typeof routes.licenseKeys.export>['query']
type Page = { readonly cursor?: string | undefined; readonly limit: number }

/** A key whose text is about to be shown. What a person wrote is safe in a spreadsheet. */
export type SealedKey = {
  readonly id: string
  readonly sealed: string
  readonly hint: string
  readonly featureKey: string
  readonly units: number
  readonly state: string
  readonly orderReference: string | null
  readonly customer: string | null
}

export function keyConditions(organizationId: string, filters: KeyFilters): RawBuilder<unknown> {
  const { feature, state, poolId, customerId, keyOrderId, orderReference } = filters
  return sql.join(
    [
      sql`k.organization_id = ${organizationId}::uuid`,
      ...(feature?.length ? [sql`k.feature_key = ANY (${feature}::text[])`] : []),
      ...(state ? [sql`k.state = ${state}`] : []),
      ...(poolId ? [sql`k.pool_id = ${poolId}::uuid`] : []),
      ...(customerId ? [sql`k.customer_id = ${customerId}::uuid`] : []),
      ...(keyOrderId ? [sql`k.key_order_id = ${keyOrderId}::uuid`] : []),
      ...(orderReference ? [sql`k.order_reference = ${orderReference}`] : []),
    ],
    sql` AND `,
  )
}

/** Reads of keys that the organization at work issued or recorded. */
@Injectable()
export class LicenseKeyQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, { cursor, limit, ...filters }: KeyFilters & Page) {
    const fingerprint = listFingerprint({ list: 'license-keys', ...filters })
    const start = readCursor(cursor, fingerprint)
    const beyond = start ? sql`AND k.id < ${start.id}::uuid` : sql``
    const { prisma, kysely } = this.platform.database
    const { rows: found } = await sql<{ id: string }>`
      SELECT k.id FROM license_keys k WHERE ${keyConditions(organizationId, filters)} ${beyond}
        ORDER BY k.id DESC LIMIT ${limit + 1}`.execute(kysely)
    const rows = await prisma.licenseKey.findMany({
      where: { organizationId, id: { in: found.map(({ id }) => id) } },
      orderBy: { id: 'desc' },
    })
    const customers = rows.flatMap(({ customerId }) => (customerId ? [customerId] : []))
    const names = await organizationNames(this.platform, customers)
    return toPage(
      rows,
      limit,
      fingerprint,
      (row) => ({ value: null, id: row.id }),
      (row) => showKey(row, names.get(row.customerId ?? '') ?? null),
    )
  }

  async sealed(organizationId: string, keyId: string): Promise<SealedKey | null> {
    const { rows } = await this.select(sql`k.organization_id = ${organizationId}::uuid AND k.id = ${keyId}::uuid`, 1)
    return rows[0] ?? null
  }

  /** The keys of an order behind `after`, in the order in which they were made. */
  async sealedOfOrder(
    organizationId: string,
    keyOrderId: string,
    after: string | null,
    limit: number,
  ): Promise<readonly SealedKey[]> {
    const beyond = after === null ? sql`` : sql`AND k.id > ${after}::uuid`
    const { rows } = await this.select(
      sql`k.organization_id = ${organizationId}::uuid AND k.key_order_id = ${keyOrderId}::uuid ${beyond}`,
      limit,
    )
    return rows
  }

  private select(condition: RawBuilder<unknown>, limit: number) {
    return sql<SealedKey>`
      SELECT k.id, k.sealed, k.hint, k.feature_key AS "featureKey", k.units, k.state,
        system.csv_safe(k.order_reference) AS "orderReference", system.csv_safe(c.name) AS customer
      FROM license_keys k LEFT JOIN LATERAL system.organization_card(k.customer_id) AS c ON true
      WHERE ${condition} ORDER BY k.id LIMIT ${limit}`.execute(this.platform.database.kysely)
  }
}
