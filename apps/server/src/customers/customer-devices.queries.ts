import type { CustomerDevice, CustomerDeviceListQuery } from '@maestro/contract'
import { type SqlBool, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type SummaryRow, showSummary } from '../devices/device.view.js'
import { type DeviceFilters, deviceConditions, isTab, searchPattern } from '../devices/device-filters.queries.js'
import {
  COUNTED_AT_MOST,
  countAtMost,
  fewFor,
  fingerprintOf,
  foundAndSorted,
  inOrder,
  isAtMost,
  orderOf,
  summaryColumns,
  type Total,
  type Wanted,
} from '../devices/device-list.queries.js'
import { mergedPage } from '../devices/merge-lists.queries.js'
import { countFound, type NarrowedAndCounted, narrowDevices } from '../devices/narrow-devices.queries.js'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { readCursor, toPage } from '../platform/http/page.js'

type Row = SummaryRow & { sort_value: string; organization_id: string; organization_name: string }

/** Grants to the partner that are in force and show devices; row-level security knows of live grants, not of rights. */
const live = (
  caller: Caller,
) => sql`partner_id = ${caller.organizationId}::uuid AND ended_at IS NULL AND starts_at <= now()
  AND (ends_at IS NULL OR ends_at > now()) AND 'devices.view' = ANY (rights)`

/** A customer; `places` is null where all of its devices may be seen. */
type Granted = { readonly organization_id: string; readonly places: readonly string[] | null }

const allOfThem = (granted: readonly Granted[]) => granted.every(({ places }) => places === null)

const ofGranted = (granted: readonly Granted[]) => sql`jsonb_to_recordset(${JSON.stringify(granted)}::jsonb)
  AS g (organization_id uuid, places uuid[])`

const withinGrant = sql<SqlBool>`(g.places IS NULL OR d.location_id = ANY (g.places))`

const devicesOf = (granted: readonly Granted[]) =>
  sql`${ofGranted(granted)} JOIN devices d ON d.organization_id = g.organization_id`

/** Devices of all customers of a partner. */
@Injectable()
export class CustomerDeviceQueries {
  constructor(private readonly across: Across) {}

  async list(caller: Caller, query: CustomerDeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf({ ...filters })
    const start = readCursor(cursor, fingerprint)
    const [granted, narrowed] = await Promise.all([
      this.granted(caller),
      narrowDevices(this.across.kysely, filters, 'across'),
    ])
    const few = fewFor(filters.sort, 'across')
    const total = await this.count(granted, filters, narrowed, start ? few : COUNTED_AT_MOST)
    const also = allOfThem(granted) ? undefined : withinGrant
    const rows = await this.page(granted, { filters, narrowed, start, rows: limit + 1, also }, isAtMost(few, total))
    const page = toPage(rows, limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), show)
    return { ...page, ...(start ? {} : { total }) }
  }

  /**
   * The customers whose devices the partner may see now. A grant for some places holds for everything below those; beside
   * one for the whole organization it adds nothing.
   */
  private async granted(caller: Caller): Promise<Granted[]> {
    const { rows } = await sql<Granted>`
      WITH RECURSIVE granted_places AS (
        SELECT l.organization_id, l.id FROM grants g
          JOIN locations l ON l.organization_id = g.organization_id AND l.id = ANY (g.location_ids) WHERE ${live(caller)}
         UNION SELECT l.organization_id, l.id FROM locations l JOIN granted_places p ON l.parent_id = p.id)
      SELECT organization_id, CASE WHEN NOT bool_or(cardinality(location_ids) = 0) THEN
          ARRAY(SELECT p.id FROM granted_places p WHERE p.organization_id = grants.organization_id) END AS places
        FROM grants WHERE ${live(caller)} GROUP BY organization_id`.execute(this.across.kysely)
    return rows
  }

  private async page(granted: readonly Granted[], wanted: Wanted, few: boolean): Promise<Row[]> {
    const order = orderOf(wanted.filters.sort)
    const page = few
      ? sql`page AS MATERIALIZED (${foundAndSorted(sql`${devicesOf(granted)} WHERE true`, wanted)})`
      : mergedPage({ from: sql`granted`, organizations: granted.length }, wanted)
    const { rows: found } = await sql<Row>`
      WITH granted AS MATERIALIZED (SELECT g.* FROM ${ofGranted(granted)}), ${page}
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
  private async count(
    granted: readonly Granted[],
    filters: DeviceFilters,
    narrowed: NarrowedAndCounted,
    atMost: number,
  ): Promise<Total> {
    const all = allOfThem(granted)
    if (isTab(filters) && all) return { count: await this.counted(granted, filters.state), more: false }
    const pattern = searchPattern(filters)
    if (pattern && !narrowed.found) {
      const { search: _, ...rest } = filters
      const seen = sql<SqlBool>`${deviceConditions(rest, narrowed)}
        AND EXISTS (SELECT FROM ${ofGranted(granted)} WHERE g.organization_id = d.organization_id AND ${withinGrant})`
      return countFound(this.across.kysely, pattern, 'across', seen)
    }
    const within = all ? sql`true` : withinGrant
    const from = sql`${devicesOf(granted)} WHERE ${deviceConditions(filters, narrowed)} AND ${within}`
    return countAtMost(this.across.kysely, from, atMost)
  }

  private async counted(granted: readonly Granted[], state: DeviceFilters['state']): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      SELECT coalesce(sum(c.value), 0)::int AS n FROM organization_counters c
       WHERE c.name = ${`devices.${state}`}
         AND c.organization_id = ANY (${granted.map((customer) => customer.organization_id)}::uuid[])`.execute(
      this.across.kysely,
    )
    return rows[0]?.n ?? 0
  }
}

function show(row: Row): CustomerDevice {
  return { ...showSummary(row), organization: { id: row.organization_id, name: row.organization_name } }
}
