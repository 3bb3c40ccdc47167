import type { Readable } from 'node:stream'
import { copyOut, type RawBuilder, sql } from '@maestro/database'
import { DEVICE_MODELS } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { type DeviceFilters, deviceConditions } from '../devices/device-filters.queries.js'
import { orderOf, sortExpression } from '../devices/device-list.queries.js'
import { narrowDevices } from '../devices/narrow-devices.queries.js'
import { Platform } from '../platform/platform.js'

const models = JSON.stringify(Object.fromEntries(DEVICE_MODELS.map(({ key, name }) => [key, name])))

/** A cell that no spreadsheet takes for a formula. */
const cell = (value: RawBuilder<unknown>) => sql`system.csv_safe(${value})`

/** The columns, in the order in which a person reads them. */
const columns = sql`
  ${cell(sql`d.serial`)} AS "serial",
  ${cell(sql`coalesce(m.name, d.model_key)`)} AS "model",
  ${cell(sql`d.name`)} AS "name",
  ${cell(sql`r.name`)} AS "room",
  ${cell(sql`p.path`)} AS "location",
  ${cell(sql`d.asset_tag`)} AS "asset tag",
  d.state AS "state",
  d.connection AS "connection",
  ${cell(sql`d.firmware_version`)} AS "firmware",
  d.registration_mode AS "registration mode",
  ${cell(sql`g.target`)} AS "registration target",
  ${cell(sql`nullif(array_to_string(d.features, '; '), '')`)} AS "licences",
  to_char(s.last_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "last seen",
  d.management AS "management",
  ${cell(sql`d.facts_source`)} AS "facts source"`

@Injectable()
export class InventoryQueries {
  constructor(private readonly platform: Platform) {}

  /** The inventory as CSV, filtered and sorted as the list of devices is. */
  async csv(organizationId: string, filters: DeviceFilters): Promise<Readable> {
    const order = orderOf(filters.sort)
    const direction = order.descending ? sql`DESC` : sql`ASC`
    const { kysely, pool } = this.platform.database
    const narrowed = await narrowDevices(kysely, filters, 'own')
    const statement = sql`
      WITH RECURSIVE paths AS (
        SELECT id, name::text AS path FROM locations
         WHERE organization_id = ${organizationId}::uuid AND parent_id IS NULL
        UNION ALL
        SELECT l.id, paths.path || ' / ' || l.name FROM locations l JOIN paths ON l.parent_id = paths.id
         WHERE l.organization_id = ${organizationId}::uuid),
      models AS (SELECT key, value AS name FROM json_each_text(${models}::json))
      SELECT ${columns} FROM devices d
        JOIN device_statuses s ON s.organization_id = d.organization_id AND s.device_id = d.id
        LEFT JOIN registrations g ON g.organization_id = d.organization_id AND g.device_id = d.id
        LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
        LEFT JOIN paths p ON p.id = r.location_id
        LEFT JOIN models m ON m.key = d.model_key
       WHERE d.organization_id = ${organizationId}::uuid AND ${deviceConditions(filters, narrowed)}
       ORDER BY ${sortExpression(order)} ${direction}, d.id ${direction}`
    return copyOut(pool, statement.compile(kysely))
  }
}
