import type { Device, DeviceFacets, DeviceListQuery } from '@maestro/contract'
import { type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type SummaryRow, showDevice, showSummary } from './device.view.js'
import { type DeviceFilters, deviceConditions, isTab, type Narrowed, searchPattern } from './device-filters.queries.js'
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
  readInOrder,
  summaryColumns,
  type Total,
  type Wanted,
} from './device-list.queries.js'
import { pageByLastSeen } from './merge-lists.queries.js'
import { countFound, narrowDevices } from './narrow-devices.queries.js'
import { RecentTotals, readList, type Ways } from './read-list.js'

type Row = SummaryRow & { sort_value: string; found?: number }

/** Reads of devices, in the organization at work. */
@Injectable()
export class DeviceQueries {
  private readonly recent = new RecentTotals()

  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, query: DeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf(filters)
    const start = readCursor(cursor, fingerprint)
    const [narrowed, counts] = await Promise.all([
      narrowDevices(this.platform.database.kysely, filters, 'own'),
      this.counts(organizationId),
    ])
    const wanted = { filters, narrowed, start, rows: limit + 1 }
    const few = fewFor(wanted, 'own', counts.all)
    const ways = this.waysOf(sql`${organizationId}::uuid`, wanted, few)
    const list = `${organizationId} ${filterFingerprintOf(filters)}`
    const known = await this.known(counts, wanted)
    const { rows, total } = await readList(list, this.recent, ways, { few, known, counted: !start })
    const page = toPage(rows, limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), showSummary)
    return { ...page, ...(start || !total ? {} : { total }) }
  }

  async find(organizationId: string, deviceId: string): Promise<Device> {
    const row = await this.platform.database.prisma.device.findFirst({
      where: { organizationId, id: deviceId },
      include: {
        room: true,
        status: true,
        registration: true,
        released: true,
        activations: { include: { pool: true } },
      },
    })
    if (!row) throw notFound()
    return showDevice(row)
  }

  /** What the filters offer, with numbers; at most 100 of each. */
  async facets(organizationId: string): Promise<DeviceFacets> {
    const { kysely } = this.platform.database
    const facet = (column: ReturnType<typeof sql<string>>) =>
      sql<{ value: string; devices: number }>`SELECT ${column} AS value, count(*)::int AS devices FROM devices
        WHERE organization_id = ${organizationId} AND state <> 'retired' AND ${column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 100`
        .execute(kysely)
        .then(({ rows }) => rows)
    const [models, firmware, registrations, features, counts] = await Promise.all([
      facet(sql<string>`model_key`),
      facet(sql<string>`firmware_version`),
      facet(sql<string>`registration_mode`),
      sql<{ value: string; devices: number }>`SELECT feature_key AS value, count(*)::int AS devices FROM activations
        WHERE organization_id = ${organizationId} GROUP BY 1 ORDER BY 2 DESC LIMIT 100`.execute(kysely),
      this.counts(organizationId),
    ])
    return { models, firmware, registrations, features: features.rows, counts }
  }

  async counts(organizationId: string): Promise<DeviceFacets['counts']> {
    const rows = await this.platform.database.prisma.organizationCounter.findMany({ where: { organizationId } })
    const of = (name: string) => Number(rows.find((row) => row.name === `devices.${name}`)?.value ?? 0)
    return {
      all: of('all'),
      online: of('online'),
      offline: of('offline'),
      inCall: of('in-call'),
      attention: of('attention'),
      drift: of('drift'),
      staged: of('staged'),
      recorded: of('recorded'),
      retired: of('retired'),
    }
  }

  private waysOf(organization: RawBuilder<unknown>, wanted: Wanted, few: number): Ways<Row> {
    const from = sql`${devicesAmong(wanted.narrowed)} WHERE d.organization_id = ${organization}`
    const conditions = deviceConditions(wanted.filters, wanted.narrowed)
    return {
      sorted: () => this.rows(foundAndSorted(from, wanted), wanted, sql``, sql`page`),
      sortedIfFew: () => this.rows(fewFoundAndSorted(from, wanted, few), wanted, sql`found, `, pageAndFound),
      inOrder: () => this.rows(this.inOrder(organization, wanted), wanted, sql``, sql`page`),
      count: () => countAtMost(this.platform.database.kysely, sql`${from} AND ${conditions}`),
    }
  }

  private async rows(
    page: RawBuilder<unknown>,
    { filters }: Wanted,
    also: RawBuilder<unknown>,
    from: RawBuilder<unknown>,
  ) {
    const { rows } = await sql<Row>`
      WITH ${page} SELECT ${also}${summaryColumns}, page.sort_key::text AS sort_value FROM ${from} ${aboutPage}
      ORDER BY ${inOrder(orderOf(filters.sort), sql`page.sort_key`, sql`page.id`)}`.execute(
      this.platform.database.kysely,
    )
    return rows
  }

  private inOrder(organization: RawBuilder<unknown>, wanted: Wanted): RawBuilder<unknown> {
    const byLastSeen = orderOf(wanted.filters.sort).column === 'lastSeen'
    return byLastSeen
      ? pageByLastSeen(organization, wanted)
      : sql`page AS MATERIALIZED (${readInOrder(organization, wanted)})`
  }

  /** How many there are, where that is known without looking for them all: from counters, or from a search. */
  private async known(counts: DeviceFacets['counts'], { filters, narrowed }: Wanted): Promise<Total | undefined> {
    if (isTab(filters)) {
      return { count: counts[filters.state === 'in-call' ? 'inCall' : filters.state], more: false }
    }
    const pattern = searchPattern(filters)
    if (narrowed.total || !pattern || narrowed.found) return narrowed.total
    return countFound(this.platform.database.kysely, pattern, 'own', withoutSearch(filters, narrowed))
  }
}

function withoutSearch({ search: _, ...filters }: DeviceFilters, narrowed: Narrowed) {
  return deviceConditions(filters, narrowed)
}
