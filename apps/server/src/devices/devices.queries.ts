import type { Device, DeviceFacets, DeviceListQuery } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type Cursor, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { type SummaryRow, showDevice, showSummary } from './device.view.js'
import {
  afterCursor,
  type DeviceFilters,
  deviceConditions,
  fingerprintOf,
  orderOf,
  sortExpression,
} from './device-list.queries.js'

const COUNT_AT_MOST = 10_000

/** Reads of devices, in the organization at work. */
@Injectable()
export class DeviceQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, query: DeviceListQuery) {
    const { cursor, limit, ...filters } = query
    const fingerprint = fingerprintOf(filters)
    const start = readCursor(cursor, fingerprint)
    const [rows, total] = await Promise.all([
      this.page(organizationId, filters, start, limit + 1),
      start ? undefined : this.count(organizationId, filters),
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
    start: Cursor | undefined,
    rows: number,
  ): Promise<(SummaryRow & { sort_value: string })[]> {
    const order = orderOf(filters.sort)
    const direction = order.descending ? 'desc' : 'asc'
    const byLastSeen = order.column === 'lastSeen'
    return this.platform.database.kysely
      .selectFrom('devices as d')
      .innerJoin('device_statuses as s', (join) =>
        join.onRef('s.device_id', '=', 'd.id').onRef('s.organization_id', '=', 'd.organization_id'),
      )
      .leftJoin('rooms as r', (join) =>
        join.onRef('r.id', '=', 'd.room_id').onRef('r.organization_id', '=', 'd.organization_id'),
      )
      .select(summaryColumns)
      .select(sql<string>`${sortExpression(order)}::text`.as('sort_value'))
      .where(byLastSeen ? 's.organization_id' : 'd.organization_id', '=', organizationId)
      .where(deviceConditions(filters))
      .where(afterCursor(order, start))
      .orderBy(sortExpression(order), direction)
      .orderBy(byLastSeen ? 's.device_id' : 'd.id', direction)
      .limit(rows)
      .execute()
  }

  /** Without filters the counters know; with them counting stops at 10,000. */
  private async count(organizationId: string, filters: DeviceFilters): Promise<{ count: number; more: boolean }> {
    const { sort: _, state, ...rest } = filters
    if (Object.values(rest).every((value) => value === undefined || value.length === 0)) {
      const counts = await this.counts(organizationId)
      return { count: counts[state === 'in-call' ? 'inCall' : state], more: false }
    }
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM (SELECT 1 FROM devices d
      WHERE d.organization_id = ${organizationId} AND ${deviceConditions(filters)}
      LIMIT ${COUNT_AT_MOST + 1}) AS found`.execute(this.platform.database.kysely)
    const found = rows[0]?.n ?? 0
    return { count: Math.min(found, COUNT_AT_MOST), more: found > COUNT_AT_MOST }
  }
}

const summaryColumns = [
  'd.id',
  'd.name',
  'd.serial',
  'd.vendor',
  'd.model_key',
  'd.room_id',
  'r.name as room_name',
  'd.state',
  'd.management',
  'd.connection',
  'd.in_call',
  'd.firmware_version',
  'd.registration_mode',
  'd.features',
  'd.configuration_state',
  'd.problems',
  'd.attention',
  'd.asset_tag',
  's.last_seen_at',
] as const
