import type { Device, DeviceFacets, DeviceListQuery } from '@maestro/contract'
import { type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type SummaryRow, showDevice, showSummary } from './device.view.js'
import { type DeviceFilters, deviceConditions, isTab, type Narrowed, searchPattern } from './device-filters.queries.js'
import {
  COUNTED_AT_MOST,
  countAtMost,
  fewFor,
  fingerprintOf,
  foundAndSorted,
  inOrder,
  isAtMost,
  orderOf,
  readInOrder,
  summaryColumns,
  type Total,
  type Wanted,
} from './device-list.queries.js'
import { pageByLastSeen } from './merge-lists.queries.js'
import { countFound, type NarrowedAndCounted, narrowDevices } from './narrow-devices.queries.js'

type Row = SummaryRow & { sort_value: string }

/** Reads of devices, in the organization at work. */
@Injectable()
export class DeviceQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, query: DeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf(filters)
    const start = readCursor(cursor, fingerprint)
    const narrowed = await narrowDevices(this.platform.database.kysely, filters, 'own')
    const few = fewFor(filters.sort, 'own')
    const total = await this.count(organizationId, filters, narrowed, start ? few : COUNTED_AT_MOST)
    const rows = await this.page(organizationId, { filters, narrowed, start, rows: limit + 1 }, isAtMost(few, total))
    const page = toPage(rows, limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), showSummary)
    return { ...page, ...(start ? {} : { total }) }
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
      staged: of('staged'),
      recorded: of('recorded'),
      retired: of('retired'),
    }
  }

  private async page(organizationId: string, wanted: Wanted, few: boolean): Promise<Row[]> {
    const order = orderOf(wanted.filters.sort)
    const { rows: found } = await sql<Row>`
      WITH ${this.pageIds(sql`${organizationId}::uuid`, wanted, few)}
      SELECT ${summaryColumns}, page.sort_key::text AS sort_value
        FROM page
        JOIN devices d ON d.id = page.id
        JOIN device_statuses s ON s.device_id = d.id
        LEFT JOIN rooms r ON r.id = d.room_id
       ORDER BY ${inOrder(order, sql`page.sort_key`, sql`page.id`)}`.execute(this.platform.database.kysely)
    return found
  }

  private pageIds(organization: RawBuilder<unknown>, wanted: Wanted, few: boolean): RawBuilder<unknown> {
    if (few) {
      const from = sql`devices d WHERE d.organization_id = ${organization}`
      return sql`page AS MATERIALIZED (${foundAndSorted(from, wanted)})`
    }
    if (orderOf(wanted.filters.sort).column === 'lastSeen') {
      return sql`page AS MATERIALIZED (${pageByLastSeen(organization, wanted)})`
    }
    return sql`page AS MATERIALIZED (${readInOrder(organization, wanted)})`
  }

  /** Without filters the counters know; with them counting stops at `atMost`. */
  private async count(
    organizationId: string,
    filters: DeviceFilters,
    narrowed: NarrowedAndCounted,
    atMost: number,
  ): Promise<Total> {
    if (isTab(filters)) {
      const counts = await this.counts(organizationId)
      return { count: counts[filters.state === 'in-call' ? 'inCall' : filters.state], more: false }
    }
    const { kysely } = this.platform.database
    const pattern = searchPattern(filters)
    if (narrowed.total) return narrowed.total
    if (pattern && !narrowed.found) return countFound(kysely, pattern, 'own', withoutSearch(filters, narrowed))
    const from = sql`devices d WHERE d.organization_id = ${organizationId}::uuid AND ${deviceConditions(filters, narrowed)}`
    return countAtMost(kysely, from, atMost)
  }
}

function withoutSearch({ search: _, ...filters }: DeviceFilters, narrowed: Narrowed) {
  return deviceConditions(filters, narrowed)
}
