import type { LicenseNotice } from '@maestro/contract'
import { type Database, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { Across } from '../platform/access/across.js'
import type { Caller } from '../platform/http/caller.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showingLicenses } from './customer-licenses.queries.js'

type Row = {
  id: string
  organization_id: string
  organization_name: string
  pool_id: string
  feature_key: string
  threshold: LicenseNotice['threshold']
  ends_at: Date
  drops_at: Date
  units: number
  devices: number
  created_at: Date
  closed_at: Date | null
  closed_by_name: string | null
}
type Page = { readonly cursor?: string | undefined; readonly limit: number }

/** What people are told of the end of pools: of their own, and of those of their customers. */
@Injectable()
export class NoticeQueries {
  constructor(
    private readonly platform: Platform,
    private readonly across: Across,
  ) {}

  /** The newest first. */
  async list(organizationId: string, { cursor, limit, state }: Page & { readonly state: 'open' | 'all' }) {
    const fingerprint = listFingerprint({ list: 'license-notices', state })
    const start = readCursor(cursor, fingerprint)
    const rows = await find(
      this.platform.database.kysely,
      sql`n.organization_id = ${organizationId}::uuid AND ${state === 'open' ? sql`n.closed_at IS NULL` : sql`true`}
        AND ${start ? sql`(n.created_at, n.id) < (${start.value}::timestamptz, ${start.id}::uuid)` : sql`true`}`,
      sql`n.created_at DESC, n.id DESC LIMIT ${limit + 1}`,
    )
    return toPage(rows, limit, fingerprint, (row) => ({ value: row.created_at.toISOString(), id: row.id }), show)
  }

  async one(organizationId: string, id: string): Promise<LicenseNotice> {
    const which = sql`n.organization_id = ${organizationId}::uuid AND n.id = ${id}::uuid`
    const [row] = await find(this.platform.database.kysely, which, sql`n.id`)
    if (!row) throw notFound()
    return show(row)
  }

  /** Open ones of customers; what drops first comes first. */
  async ofCustomers(caller: Caller, { cursor, limit }: Page) {
    const fingerprint = listFingerprint({ list: 'customer-license-notices' })
    const start = readCursor(cursor, fingerprint)
    const rows = await find(
      this.across.kysely,
      sql`n.organization_id IN (${showingLicenses(caller)}) AND n.closed_at IS NULL
        AND ${start ? sql`(n.drops_at, n.id) > (${start.value}::timestamptz, ${start.id}::uuid)` : sql`true`}`,
      sql`n.drops_at, n.id LIMIT ${limit + 1}`,
    )
    return toPage(rows, limit, fingerprint, (row) => ({ value: row.drops_at.toISOString(), id: row.id }), show)
  }

  /** What an overview shows: those of the organization and, for a partner, of its customers; the most urgent first. */
  async forOverview(caller: Caller, atMost: number): Promise<LicenseNotice[]> {
    if (!caller.rights.includes('licenses.view')) return []
    const urgent = sql`n.drops_at, n.id LIMIT ${atMost}`
    const mine = sql`n.organization_id = ${caller.organizationId}::uuid AND n.closed_at IS NULL`
    const own = find(this.platform.database.kysely, mine, urgent)
    const theirs = caller.rights.includes('customers.view')
      ? find(this.across.kysely, sql`n.organization_id IN (${showingLicenses(caller)}) AND n.closed_at IS NULL`, urgent)
      : []
    const rows = [...(await own), ...(await theirs)]
    return rows
      .toSorted((a, b) => a.drops_at.getTime() - b.drops_at.getTime())
      .slice(0, atMost)
      .map(show)
  }
}

async function find(
  kysely: Database['kysely'],
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT n.*, o.name AS organization_name, p.units, p.active AS devices FROM license_notices n
      JOIN organizations o ON o.id = n.organization_id
      JOIN license_pools p ON p.organization_id = n.organization_id AND p.id = n.pool_id
      WHERE ${condition} ORDER BY ${order}`.execute(kysely)
  return rows
}

function show(row: Row): LicenseNotice {
  return {
    id: row.id,
    organization: { id: row.organization_id, name: row.organization_name },
    poolId: row.pool_id,
    featureKey: row.feature_key,
    threshold: row.threshold,
    endsAt: row.ends_at.toISOString(),
    dropsAt: row.drops_at.toISOString(),
    units: row.units,
    devices: row.devices,
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    closedBy: row.closed_by_name,
  }
}
