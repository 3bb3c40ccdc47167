import type { CustomerDevice, CustomerDeviceListQuery } from '@maestro/contract'
import { type SqlBool, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type SummaryRow, showSummary } from '../devices/device.view.js'
import {
  countAtMost,
  type DeviceFilters,
  deviceConditions,
  devicesInOrder,
  fingerprintOf,
  forCounting,
  inOrder,
  isTab,
  type Narrowed,
  orderOf,
  searchPattern,
  summaryColumns,
} from '../devices/device-list.queries.js'
import { countFound, narrowDevices } from '../devices/narrow-devices.queries.js'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { type Cursor, readCursor, toPage } from '../platform/http/page.js'

type Row = SummaryRow & { sort_value: string; organization_id: string; organization_name: string }

/** Grants to the partner that are in force and show devices; row-level security knows of live grants, not of rights. */
const live = (
  caller: Caller,
) => sql`partner_id = ${caller.organizationId}::uuid AND ended_at IS NULL AND starts_at <= now()
  AND (ends_at IS NULL OR ends_at > now()) AND 'devices.view' = ANY (rights)`

/**
 * The customers whose devices the partner may see now; `places` is null for all of them. A grant for some places holds
 * for everything below those; beside one for the whole organization it adds nothing.
 */
const granted = (caller: Caller) => sql`RECURSIVE
  granted_places AS (
    SELECT l.organization_id, l.id FROM grants g
      JOIN locations l ON l.organization_id = g.organization_id AND l.id = ANY (g.location_ids) WHERE ${live(caller)}
     UNION SELECT l.organization_id, l.id FROM locations l JOIN granted_places p ON l.parent_id = p.id),
  granted AS MATERIALIZED (
    SELECT organization_id, CASE WHEN NOT bool_or(cardinality(location_ids) = 0) THEN
      ARRAY(SELECT p.id FROM granted_places p WHERE p.organization_id = grants.organization_id) END AS places
      FROM grants WHERE ${live(caller)} GROUP BY organization_id)`

const withinGrant = sql<SqlBool>`(g.places IS NULL OR
  (SELECT r.location_id FROM rooms r WHERE r.id = d.room_id) = ANY (g.places))`

/** How many are read of every customer before it is known whose more are needed. */
const HEAD = 4

/**
 * Devices of all customers of a partner: the first few of each, merged. The last row of the page among those is a bound:
 * only customers whose few all lie before it can have more on the page, and are read again as far as a page goes.
 */
@Injectable()
export class CustomerDeviceQueries {
  constructor(private readonly across: Across) {}

  async list(caller: Caller, query: CustomerDeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf({ ...filters })
    const start = readCursor(cursor, fingerprint)
    const narrowed = await narrowDevices(this.across.kysely, filters, 'across')
    const [rows, total] = await Promise.all([
      this.page(caller, filters, narrowed, start, limit + 1),
      start ? undefined : this.count(caller, filters, narrowed),
    ])
    const page = toPage(rows, limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), show)
    return { ...page, ...(total ? { total } : {}) }
  }

  private async page(
    caller: Caller,
    filters: DeviceFilters,
    narrowed: Narrowed,
    start: Cursor | undefined,
    rows: number,
  ) {
    const order = orderOf(filters.sort)
    const conditions = sql<SqlBool>`${deviceConditions(filters, narrowed)} AND ${withinGrant}`
    // Online devices are met at once in this order; those in any other state lie close together, far down the list.
    const rare = order.column === 'lastSeen' && !['all', 'online'].includes(filters.state)
    const first = (count: number) =>
      sql`SELECT id, organization_id, sort_key FROM (${devicesInOrder(sql`g.organization_id`, conditions, { order, start, rows: count, rare })}) AS d`
    const sorted = inOrder(order, sql`sort_key`, sql`id`)
    const { rows: found } = await sql<Row>`
      WITH ${granted(caller)},
      heads AS MATERIALIZED (
        SELECT d.*, g.places, row_number() OVER (PARTITION BY d.organization_id ORDER BY ${inOrder(order, sql`d.sort_key`, sql`d.id`)}) AS position
          FROM granted g CROSS JOIN LATERAL (${first(HEAD)}) AS d),
      bound AS (SELECT sort_key, id FROM heads ORDER BY ${sorted} OFFSET ${rows - 1} LIMIT 1),
      longer AS MATERIALIZED (
        SELECT h.organization_id, h.places FROM heads h LEFT JOIN bound b ON true WHERE h.position = ${HEAD}
           AND (b.id IS NULL OR (h.sort_key, h.id) ${order.descending ? sql`>` : sql`<`} (b.sort_key, b.id))),
      page AS MATERIALIZED (
        SELECT * FROM (
          SELECT id, sort_key FROM heads WHERE organization_id NOT IN (SELECT organization_id FROM longer)
          UNION ALL SELECT d.id, d.sort_key FROM longer g CROSS JOIN LATERAL (${first(rows)}) AS d) AS merged
         ORDER BY ${sorted} LIMIT ${rows})
      SELECT ${summaryColumns}, page.sort_key::text AS sort_value, o.id AS organization_id, o.name AS organization_name
        FROM page
        JOIN devices d ON d.id = page.id
        JOIN organizations o ON o.id = d.organization_id
        JOIN device_statuses s ON s.device_id = d.id
        LEFT JOIN rooms r ON r.id = d.room_id
       ORDER BY ${inOrder(order, sql`page.sort_key`, sql`page.id`)}`.execute(this.across.kysely)
    return found
  }

  /** Each customer's counters know how many there are, unless something is filtered or a grant is for some places. */
  private async count(caller: Caller, filters: DeviceFilters, narrowed: Narrowed) {
    if (isTab(filters)) {
      const counted = await this.counted(caller, filters.state)
      if (counted !== null) return { count: counted, more: false }
    }
    const pattern = searchPattern(filters)
    const { search: _, ...rest } = filters
    const isCommon = pattern !== undefined && !narrowed.found
    const conditions = deviceConditions(isCommon ? rest : filters, forCounting(narrowed))
    if (isCommon) {
      const seen = sql<SqlBool>`${conditions} AND EXISTS (SELECT FROM granted g WHERE g.organization_id = d.organization_id AND ${withinGrant})`
      return countFound(this.across.kysely, pattern, 'across', seen, sql`WITH ${granted(caller)}`)
    }
    const from = sql`granted g JOIN devices d ON d.organization_id = g.organization_id WHERE ${conditions} AND ${withinGrant}`
    return countAtMost(this.across.kysely, from, sql`WITH ${granted(caller)}`)
  }

  private async counted(caller: Caller, state: DeviceFilters['state']): Promise<number | null> {
    const { rows } = await sql<{ n: number | null }>`
      WITH ${granted(caller)}
      SELECT CASE WHEN bool_or(g.places IS NOT NULL) THEN NULL ELSE coalesce(sum(c.value), 0)::int END AS n
        FROM granted g LEFT JOIN organization_counters c ON c.organization_id = g.organization_id
         AND c.name = ${`devices.${state}`}`.execute(this.across.kysely)
    return rows[0]?.n ?? null
  }
}

function show(row: Row): CustomerDevice {
  return { ...showSummary(row), organization: { id: row.organization_id, name: row.organization_name } }
}
