import type {
  CustomerPosition,
  CustomerPositionsQuery,
  CustomersForecast,
  CustomersPosition,
  FeaturePosition,
} from '@maestro/contract'
import { type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { type Cursor, listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { containing } from '../platform/http/search.js'
import { Platform } from '../platform/platform.js'
import { endingPools, losses } from './forecast.queries.js'
import { addedUp, endingUnits, type Numbers } from './position.queries.js'

type Row = Omit<Numbers, 'expiring'> & { id: string; name: string; trial_ends_at: Date | null; sort_value: string }

/** Customers that gave the partner a grant that is in force and shows licences; row-level security knows nothing of rights. */
export const showingLicenses = (caller: Caller) => sql`
  SELECT organization_id FROM grants WHERE partner_id = ${caller.organizationId}::uuid AND ended_at IS NULL AND starts_at <= now()
    AND (ends_at IS NULL OR ends_at > now()) AND 'licenses.view' = ANY (rights)`

/** Licences of all customers of a partner. */
@Injectable()
export class CustomerLicenseQueries {
  constructor(
    private readonly across: Across,
    private readonly platform: Platform,
  ) {}

  async position(caller: Caller): Promise<CustomersPosition> {
    const { rows } = await sql<FeaturePosition & { customers: number }>`
      WITH granted AS MATERIALIZED (${showingLicenses(caller)})
      SELECT p.feature_key AS "featureKey", (SELECT count(DISTINCT organization_id)::int FROM granted) AS customers, ${addedUp}
        FROM license_positions p LEFT JOIN (${endingUnits}) AS e USING (organization_id, feature_key)
        WHERE p.organization_id IN (SELECT organization_id FROM granted) GROUP BY p.feature_key ORDER BY p.feature_key`.execute(
      this.across.kysely,
    )
    const features = rows.map(({ customers: _, ...numbers }) => numbers)
    return { customers: rows[0]?.customers ?? (await this.customers(caller)), features }
  }

  async list(caller: Caller, query: CustomerPositionsQuery) {
    const fingerprint = listFingerprint({ ...query, list: 'customer-licenses' })
    const start = readCursor(query.cursor, fingerprint)
    const order = orderOf(query.sort)
    const of = query.feature ? sql`p.feature_key = ${query.feature}` : sql`true`
    const { rows } = await sql<Row>`
      WITH granted AS MATERIALIZED (${showingLicenses(caller)}),
      added_up AS (SELECT p.organization_id, ${addedUp} FROM license_positions p
        LEFT JOIN (${endingUnits}) AS e USING (organization_id, feature_key)
        WHERE p.organization_id IN (SELECT organization_id FROM granted) AND ${of} GROUP BY p.organization_id),
      shown AS (SELECT o.id, o.name, o.trial_ends_at, ${numbers} FROM organizations o LEFT JOIN added_up n ON n.organization_id = o.id
        WHERE o.id IN (SELECT organization_id FROM granted)
          AND ${query.search ? sql`o.name ILIKE ${containing(query.search)}` : sql`true`})
      SELECT *, (${order.key})::text AS sort_value FROM shown WHERE ${start ? order.after(start) : sql`true`}
        ORDER BY ${order.by} LIMIT ${query.limit + 1}`.execute(this.across.kysely)
    return toPage(rows, query.limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), show)
  }

  async forecast(caller: Caller, days: number): Promise<CustomersForecast> {
    const own = await this.platform.database.prisma.organization.findUniqueOrThrow({
      where: { id: caller.organizationId },
      select: { timeZone: true },
    })
    const { rows } = await sql<CustomersForecast['days'][number]>`
      WITH granted AS MATERIALIZED (${showingLicenses(caller)}),
      ending AS (${endingPools(sql`organization_id IN (SELECT organization_id FROM granted)`)}),
      lost AS (${losses(own.timeZone, days)}),
      features AS (SELECT day, feature_key, sum(devices)::int AS devices FROM lost GROUP BY day, feature_key)
      SELECT day, (SELECT count(DISTINCT organization_id)::int FROM lost l WHERE l.day = f.day) AS customers,
        json_agg(json_build_object('featureKey', feature_key, 'devices', devices) ORDER BY feature_key) AS features
        FROM features f GROUP BY day ORDER BY day`.execute(this.across.kysely)
    return { timeZone: own.timeZone, days: rows }
  }

  private async customers(caller: Caller): Promise<number> {
    const { rows } = await sql<{ n: number }>`SELECT count(DISTINCT organization_id)::int AS n
      FROM (${showingLicenses(caller)}) AS granted`.execute(this.across.kysely)
    return rows[0]?.n ?? 0
  }
}

const names = [
  'purchased',
  'assigned',
  'confirmed',
  'reserved',
  'transferred',
  'free',
  'unusable',
  'over',
  'dropped',
  'trial',
  'expiring30',
  'expiring60',
  'expiring90',
] as const
const numbers = sql.join(names.map((name) => sql`coalesce(n.${sql.ref(name)}, 0) AS ${sql.ref(name)}`))

type Order = {
  readonly key: RawBuilder<unknown>
  readonly by: RawBuilder<unknown>
  readonly after: (start: Cursor) => RawBuilder<unknown>
}

function orderOf(sort: CustomerPositionsQuery['sort']): Order {
  const falls = sort.startsWith('-')
  const column = falls ? sort.slice(1) : sort
  const key = sql.ref(column)
  const beyond = falls ? sql`<` : sql`>`
  const direction = falls ? sql`DESC` : sql`ASC`
  return {
    key,
    by: sql`${key} ${direction}, id ${direction}`,
    after: ({ value, id }) =>
      sql`(${key}, id) ${beyond} (${column === 'name' ? sql`${value}` : sql`${value}::int`}, ${id}::uuid)`,
  }
}

function show({ trial_ends_at: endsAt, sort_value: _, ...row }: Row): CustomerPosition {
  return { ...row, trialEndsAt: endsAt?.toISOString() ?? null }
}
