import type { Device, DeviceFacets, DeviceListQuery } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type Cursor, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type SummaryRow, showDevice, showSummary } from './device.view.js'
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
} from './device-list.queries.js'
import { countFound, narrowDevices } from './narrow-devices.queries.js'

/** Reads of devices, in the organization at work. */
@Injectable()
export class DeviceQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, query: DeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf(filters)
    const start = readCursor(cursor, fingerprint)
    const narrowed = await narrowDevices(this.platform.database.kysely, filters, 'own')
    const [rows, total] = await Promise.all([
      this.page(organizationId, filters, narrowed, start, limit + 1),
      start ? undefined : this.count(organizationId, filters, narrowed),
    ])
    const page = toPage(rows, limit, fingerprint, (row) => ({ value: row.sort_value, id: row.id }), showSummary)
    return { ...page, ...(total ? { total } : {}) }
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

  private async page(
    organizationId: string,
    filters: DeviceFilters,
    narrowed: Narrowed,
    start: Cursor | undefined,
    rows: number,
  ): Promise<(SummaryRow & { sort_value: string })[]> {
    const order = orderOf(filters.sort)
    const conditions = deviceConditions(filters, narrowed)
    const rare = order.column === 'lastSeen' && (await this.isRare(organizationId, filters.state))
    const { rows: found } = await sql<SummaryRow & { sort_value: string }>`
      SELECT ${summaryColumns}, d.sort_key::text AS sort_value
        FROM (${devicesInOrder(organizationId, conditions, { order, start, rows, rare })}) AS d
        JOIN device_statuses s ON s.organization_id = d.organization_id AND s.device_id = d.id
        LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
       ORDER BY ${inOrder(order, sql`d.sort_key`, sql`d.id`)}`.execute(this.platform.database.kysely)
    return found
  }

  /** Whether a list by last contact would pass over many devices before it comes to those in this state. */
  private async isRare(organizationId: string, state: DeviceFilters['state']): Promise<boolean> {
    if (state === 'all') return false
    const counts = await this.counts(organizationId)
    return counts[state === 'in-call' ? 'inCall' : state] < counts.all * 0.3
  }

  /** Without filters the counters know; with them counting stops at 10,000. */
  private async count(organizationId: string, filters: DeviceFilters, narrowed: Narrowed) {
    if (isTab(filters)) {
      const counts = await this.counts(organizationId)
      return { count: counts[filters.state === 'in-call' ? 'inCall' : filters.state], more: false }
    }
    const pattern = searchPattern(filters)
    if (pattern && !narrowed.found) {
      const { search: _, ...rest } = filters
      return countFound(this.platform.database.kysely, pattern, 'own', deviceConditions(rest, forCounting(narrowed)))
    }
    return countAtMost(
      this.platform.database.kysely,
      sql`devices d WHERE d.organization_id = ${organizationId} AND ${deviceConditions(filters, forCounting(narrowed))}`,
    )
  }
}
