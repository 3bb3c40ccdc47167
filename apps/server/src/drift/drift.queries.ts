import { type RawBuilder, type SqlBool, sql } from '@maestro/database'
import type { Json } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { type Cursor, listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { Platform } from '../platform/platform.js'

export type DriftFilters = {
  readonly deviceId?: readonly string[] | undefined
  readonly key?: readonly string[] | undefined
  readonly cause?: readonly string[] | undefined
}
type Question = DriftFilters & { readonly cursor?: string | undefined; readonly limit: number }

export type DriftRow = {
  readonly deviceId: string
  readonly deviceName: string
  readonly modelKey: string
  readonly room: { readonly id: string; readonly name: string } | null
  readonly key: string
  readonly wanted: Json
  readonly reported: Json
  readonly cause: string
  readonly since: Date
  /** `since` to the microsecond, the device and the key: where the row stands in the list. */
  readonly position: string
}

export type DriftOfDevice = { readonly deviceId: string; readonly keys: readonly string[] }

const COUNT_AT_MOST = 10_000

/** Reads of what drifted, in the organization at work. */
@Injectable()
export class DriftQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, { cursor, limit, ...filters }: Question) {
    const fingerprint = listFingerprint({ list: 'drift', ...filters })
    const start = readCursor(cursor, fingerprint)
    const conditions = conditionsOf(organizationId, filters)
    const { kysely } = this.platform.database
    const [{ rows }, total] = await Promise.all([
      sql<DriftRow>`
        SELECT f.device_id AS "deviceId", d.name AS "deviceName", d.model_key AS "modelKey", f.key, f.wanted, f.reported, f.cause, f.since,
          CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'name', r.name) END AS room,
          f.since::text || ' ' || f.key AS position
        FROM configuration_drifts f JOIN devices d ON d.id = f.device_id LEFT JOIN rooms r ON r.id = d.room_id
        WHERE ${conditions} AND ${after(start)} ORDER BY f.since DESC, f.device_id DESC, f.key DESC LIMIT ${limit + 1}`.execute(
        kysely,
      ),
      start ? undefined : this.count(conditions),
    ])
    return { rows, fingerprint, limit, ...(total ? { total } : {}) }
  }

  /** How much drifted. */
  async summary(organizationId: string) {
    const { rows } = await sql<{ devices: number; byKey: Counted[]; byCause: Counted[] }>`
      WITH drifted AS MATERIALIZED (SELECT device_id, key, cause FROM configuration_drifts WHERE organization_id = ${organizationId}::uuid)
      SELECT (SELECT count(DISTINCT device_id)::int FROM drifted) AS devices,
        (SELECT coalesce(json_agg(k ORDER BY k.n DESC, k.name), '[]') FROM
          (SELECT key AS name, count(*)::int AS n FROM drifted GROUP BY key) AS k) AS "byKey",
        (SELECT coalesce(json_agg(c ORDER BY c.n DESC, c.name), '[]') FROM
          (SELECT cause AS name, count(*)::int AS n FROM drifted GROUP BY cause) AS c) AS "byCause"`.execute(
      this.platform.database.kysely,
    )
    const { devices = 0, byKey = [], byCause = [] } = rows[0] ?? {}
    return {
      devices,
      settings: byCause.reduce((sum, { n }) => sum + n, 0),
      byKey: byKey.map(({ name, n }) => ({ key: name, devices: n })),
      byCause: byCause.map(({ name, n }) => ({ cause: name, settings: n })),
    }
  }

  /** The drifted settings that a filter finds, by device; at most so many devices. */
  async found(organizationId: string, filters: DriftFilters, atMost: number): Promise<DriftOfDevice[]> {
    const { rows } = await sql<DriftOfDevice>`
      SELECT f.device_id AS "deviceId", array_agg(f.key ORDER BY f.key) AS keys FROM configuration_drifts f
      WHERE ${conditionsOf(organizationId, filters)} GROUP BY f.device_id ORDER BY f.device_id LIMIT ${atMost}`.execute(
      this.platform.database.kysely,
    )
    return rows
  }

  private async count(conditions: RawBuilder<SqlBool>) {
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM
      (SELECT FROM configuration_drifts f WHERE ${conditions} LIMIT ${COUNT_AT_MOST + 1}) AS found`.execute(
      this.platform.database.kysely,
    )
    const found = rows[0]?.n ?? 0
    return { count: Math.min(found, COUNT_AT_MOST), more: found > COUNT_AT_MOST }
  }
}

type Counted = { name: string; n: number }

export function pageOfDrift<Item>(
  { rows, limit, fingerprint }: { rows: readonly DriftRow[]; limit: number; fingerprint: string },
  show: (row: DriftRow) => Item,
) {
  return toPage(rows, limit, fingerprint, ({ position, deviceId }) => ({ value: position, id: deviceId }), show)
}

function conditionsOf(organizationId: string, { deviceId, key, cause }: DriftFilters): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`f.organization_id = ${organizationId}::uuid`,
    ...(deviceId?.length ? [sql<SqlBool>`f.device_id = ANY (${onlyIds(deviceId)}::uuid[])`] : []),
    ...(key?.length ? [sql<SqlBool>`f.key = ANY (${key}::text[])`] : []),
    ...(cause?.length ? [sql<SqlBool>`f.cause = ANY (${cause}::text[])`] : []),
  ]
  return sql<SqlBool>`${sql.join(conditions, sql` AND `)}`
}

/** The position is an instant and a key: the key begins after the second blank, and has none itself. */
function after(start: Cursor | undefined): RawBuilder<SqlBool> {
  if (!start) return sql<SqlBool>`true`
  const position = start.value ?? ''
  const end = position.lastIndexOf(' ')
  return sql<SqlBool>`(f.since, f.device_id, f.key) <
    (${position.slice(0, end)}::timestamptz, ${start.id}::uuid, ${position.slice(end + 1)})`
}

/** What is no id at all names nothing that could be found. */
function onlyIds(texts: readonly string[]): string[] {
  return texts.filter((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
}
