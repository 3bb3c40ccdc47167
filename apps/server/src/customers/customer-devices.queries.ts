import type { CustomerDevice, CustomerDeviceListQuery } from '@maestro/contract'
import { type RawBuilder, type SqlBool, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type SummaryRow, showSummary } from '../devices/device.view.js'
import {
  type DeviceFilters,
  deviceConditions,
  isTab,
  type Narrowed,
  searchPattern,
} from '../devices/device-filters.queries.js'
import {
  aboutPage,
  countAtMost,
  devicesAmong,
  fewFor,
  fewFoundAndSorted,
  filterFingerprintOf,
  fingerprintOf,
  foundAndSorted,
  inOrder,
  orderOf,
  pageAndFound,
  summaryColumns,
  type Total,
  type Wanted,
} from '../devices/device-list.queries.js'
import { mergedPage } from '../devices/merge-lists.queries.js'
import { countFound, narrowDevices } from '../devices/narrow-devices.queries.js'
import { RecentTotals, readList, type Ways } from '../devices/read-list.js'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { readCursor, toPage } from '../platform/http/page.js'

type Row = SummaryRow & { sort_value: string; found?: number; organization_id: string; organization_name: string }

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

const devicesOf = (granted: readonly Granted[], narrowed: Narrowed) =>
  sql`${devicesAmong(narrowed)} JOIN ${ofGranted(granted)} ON g.organization_id = d.organization_id`

/** Devices of all customers of a partner. */
@Injectable()
export class CustomerDeviceQueries {
  private readonly recent = new RecentTotals()

  constructor(private readonly across: Across) {}

  async list(caller: Caller, query: CustomerDeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf({ ...filters })
    const start = readCursor(cursor, fingerprint)
    const [granted, narrowed] = await Promise.all([
      this.granted(caller),
      narrowDevices(this.across.kysely, filters, 'across'),
    ])
    const also = allOfThem(granted) ? undefined : withinGrant
    const wanted = { filters, narrowed, start, rows: limit + 1, also }
    const [devices, known] = await Promise.all([
      narrowed.found ? 0 : this.counted(granted, 'all'),
      this.known(granted, wanted),
    ])
    const few = fewFor(wanted, 'across', devices)
    const ways = this.waysOf(granted, wanted, few)
    const list = `${caller.organizationId} ${filterFingerprintOf(filters)}`
    const { rows, total } = await readList(list, this.recent, ways, { few, known, counted: !start })
    const page = toPage(rows, limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), show)
    return { ...page, ...(start || !total ? {} : { total }) }
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

  /** In its order, each customer's list is read. */
  private waysOf(granted: readonly Granted[], wanted: Wanted, few: number): Ways<Row> {
    const from = sql`${devicesOf(granted, wanted.narrowed)} WHERE true`
    const merged = mergedPage({ from: sql`granted`, organizations: granted.length }, wanted)
    const inOrder = sql`WITH granted AS MATERIALIZED (SELECT g.* FROM ${ofGranted(granted)}), ${merged}`
    const found = sql`WITH ${fewFoundAndSorted(from, wanted, few)}`
    const conditions = sql`${deviceConditions(wanted.filters, wanted.narrowed)} AND ${wanted.also ?? sql`true`}`
    return {
      sorted: () => this.rows(sql`WITH ${foundAndSorted(from, wanted)}`, wanted, sql``, sql`page`),
      sortedIfFew: () => this.rows(found, wanted, sql`found, `, pageAndFound),
      inOrder: () => this.rows(inOrder, wanted, sql``, sql`page`),
      count: () => countAtMost(this.across.kysely, sql`${from} AND ${conditions}`),
    }
  }

  private async rows(
    page: RawBuilder<unknown>,
    { filters }: Wanted,
    also: RawBuilder<unknown>,
    from: RawBuilder<unknown>,
  ) {
    const { rows } = await sql<Row>`
      ${page} SELECT ${also}${summaryColumns}, page.sort_key::text AS sort_value, o.id AS organization_id, o.name AS organization_name
        FROM ${from} ${aboutPage} LEFT JOIN organizations o ON o.id = d.organization_id
       ORDER BY ${inOrder(orderOf(filters.sort), sql`page.sort_key`, sql`page.id`)}`.execute(this.across.kysely)
    return rows
  }

  /**
   * How many there are, where that is known without looking for them all: from each customer's counters, unless a grant is
   * for some places, or from a search that finds many.
   */
  private async known(granted: readonly Granted[], { filters, narrowed }: Wanted): Promise<Total | undefined> {
    if (isTab(filters) && allOfThem(granted)) return { count: await this.counted(granted, filters.state), more: false }
    const pattern = searchPattern(filters)
    if (!pattern || narrowed.found) return undefined
    const { search: _, ...rest } = filters
    const seen = sql<SqlBool>`${deviceConditions(rest, narrowed)}
      AND EXISTS (SELECT FROM ${ofGranted(granted)} WHERE g.organization_id = d.organization_id AND ${withinGrant})`
    return countFound(this.across.kysely, pattern, 'across', seen)
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
