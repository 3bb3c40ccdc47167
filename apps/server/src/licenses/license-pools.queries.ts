import type { LicensePool, PoolPast, routes, UnitMove } from '@maestro/contract'
import { type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showPool } from './license-pool.view.js'
import { organizationNames } from './organization-names.queries.js'

export type PoolFilters = Omit<InputOf<typeof routes.licenses.pools>['query'], 'cursor' | 'limit'>
type Page = { readonly cursor?: string | undefined; readonly limit: number }

/** The rule of `poolState`, as the database says it. */
export const poolStateSql = sql<string>`CASE WHEN p.revoked_at <= now() THEN 'revoked' WHEN p.suspended_at <= now() THEN 'suspended'
  WHEN p.valid_from > now() THEN 'not-yet-valid' WHEN p.valid_until IS NULL OR p.valid_until > now() THEN 'valid'
  WHEN p.valid_until + make_interval(secs => p.grace_days * 86400) > now() THEN 'grace' ELSE 'expired' END`

type Order = { readonly value: RawBuilder<unknown>; readonly type: RawBuilder<unknown>; readonly descending: boolean }
const ORDERS: Readonly<Record<PoolFilters['sort'], Order>> = {
  feature: { value: sql`p.feature_key`, type: sql`text`, descending: false },
  validUntil: { value: sql`coalesce(p.valid_until, 'infinity')`, type: sql`timestamptz`, descending: false },
  newest: { value: sql`p.id`, type: sql`uuid`, descending: true },
}

export function poolConditions(organizationId: string, filters: Omit<PoolFilters, 'sort'>): RawBuilder<unknown> {
  const { feature, state, orderNumber, expiringWithinDays: days } = filters
  return sql.join(
    [
      sql`p.organization_id = ${organizationId}::uuid`,
      ...(feature?.length ? [sql`p.feature_key = ANY (${feature}::text[])`] : []),
      ...(state ? [sql`${poolStateSql} = ${state}`] : []),
      ...(orderNumber ? [sql`p.order_number = ${orderNumber}`] : []),
      ...(days
        ? [
            sql`p.revoked_at IS NULL AND coalesce(p.valid_until, 'infinity') > now()
              AND coalesce(p.valid_until, 'infinity') <= now() + make_interval(days => ${days}::int)`,
          ]
        : []),
    ],
    sql` AND `,
  )
}

export function poolOrder(sort: PoolFilters['sort']): RawBuilder<unknown> {
  const { value, descending } = ORDERS[sort]
  const direction = descending ? sql`DESC` : sql`ASC`
  return sql`${value} ${direction}, p.id ${direction}`
}

/** Reads of pools and what became of them, in the organization at work. */
@Injectable()
export class LicensePoolQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, { cursor, limit, ...filters }: PoolFilters & Page) {
    const fingerprint = listFingerprint({ list: 'license-pools', ...filters })
    const start = readCursor(cursor, fingerprint)
    const { value, type, descending } = ORDERS[filters.sort]
    const beyond = start
      ? sql`AND (${value}, p.id) ${descending ? sql`<` : sql`>`} (${start.value}::${type}, ${start.id}::uuid)`
      : sql``
    const { rows } = await sql<{ id: string; at: string }>`
      SELECT p.id, (${value})::text AS at FROM license_pools p WHERE ${poolConditions(organizationId, filters)} ${beyond}
        ORDER BY ${poolOrder(filters.sort)} LIMIT ${limit + 1}`.execute(this.platform.database.kysely)
    const pools = await this.platform.database.prisma.licensePool.findMany({
      where: { organizationId, id: { in: rows.map(({ id }) => id) } },
    })
    const found = rows.flatMap(({ id, at }) => pools.filter((pool) => pool.id === id).map((pool) => ({ pool, at })))
    return toPage(
      found,
      limit,
      fingerprint,
      ({ pool, at }) => ({ value: at, id: pool.id }),
      ({ pool }) => showPool(pool),
    )
  }

  async find(organizationId: string, id: string): Promise<LicensePool> {
    const row = await this.platform.database.prisma.licensePool.findFirst({ where: { organizationId, id } })
    if (!row) throw notFound()
    return showPool(row)
  }

  async history(organizationId: string, poolId: string, { cursor, limit }: Page) {
    await this.find(organizationId, poolId)
    const fingerprint = listFingerprint({ list: 'license-pool-history', poolId })
    const start = readCursor(cursor, fingerprint)
    const before = start ? sql`AND lower(h.valid_during) < ${start.value}::timestamptz` : sql``
    const { rows } = await sql<PastRow>`
      SELECT lower(h.valid_during)::text AS at, lower(h.valid_during) AS "from", upper(h.valid_during) AS "until", h.units, h.active,
        h.reserved, h.transferred, h.valid_from AS "validFrom", h.valid_until AS "validUntil", h.grace_days AS "graceDays", h.overuse,
        h.order_number AS "orderNumber", h.suspended_at AS "suspendedAt", h.revoked_at AS "revokedAt"
      FROM license_pool_history h WHERE h.organization_id = ${organizationId}::uuid AND h.id = ${poolId}::uuid ${before}
      ORDER BY lower(h.valid_during) DESC LIMIT ${limit + 1}`.execute(this.platform.database.kysely)
    return toPage(rows, limit, fingerprint, ({ at }) => ({ value: at, id: poolId }), showPast)
  }

  async moves(organizationId: string, poolId: string, { cursor, limit }: Page) {
    await this.find(organizationId, poolId)
    const fingerprint = listFingerprint({ list: 'unit-moves', poolId })
    const start = readCursor(cursor, fingerprint)
    const { prisma } = this.platform.database
    const rows = await prisma.unitMove.findMany({
      where: { organizationId, poolId, ...(start ? { id: { lt: start.id } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    const names = await organizationNames(
      this.platform,
      rows.map(({ otherId }) => otherId),
    )
    const show = (row: (typeof rows)[number]): UnitMove => ({
      id: row.id,
      moveId: row.moveId,
      poolId: row.poolId,
      featureKey: row.featureKey,
      direction: row.direction as UnitMove['direction'],
      units: row.units,
      other: { id: row.otherId, name: names.get(row.otherId) ?? '' },
      why: row.reason,
      by: row.movedByName,
      at: row.movedAt.toISOString(),
    })
    return toPage(rows, limit, fingerprint, ({ id }) => ({ value: null, id }), show)
  }
}

type Dates = 'from' | 'until' | 'validFrom' | 'validUntil' | 'suspendedAt' | 'revokedAt'
type PastRow = Omit<PoolPast, Dates> & { readonly [D in Dates]: Date | null } & { readonly at: string }

function showPast({ at, ...row }: PastRow): PoolPast {
  const shown = (date: Date | null) => date?.toISOString() ?? null
  return {
    ...row,
    from: shown(row.from) ?? at,
    until: shown(row.until),
    validFrom: shown(row.validFrom),
    validUntil: shown(row.validUntil),
    suspendedAt: shown(row.suspendedAt),
    revokedAt: shown(row.revokedAt),
  }
}
