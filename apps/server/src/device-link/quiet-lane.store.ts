import { type Json, limits } from '@maestro/contract/devices'
import { type Database, sql } from '@maestro/database'
import { inLinkTransaction } from './standing.store.js'

export type SignOfLife = { readonly deviceId: string; readonly at: Date; readonly telemetry: Json | null }

/**
 * Writes when devices were last heard of and their newest measurements. A device in doubt is online again.
 * Answers the devices that came back by it.
 */
export function saveSignsOfLife(
  database: Database,
  organizationId: string,
  signs: readonly SignOfLife[],
): Promise<readonly string[]> {
  const json = JSON.stringify(signs.map(({ deviceId, at, telemetry }) => ({ device_id: deviceId, at, telemetry })))
  return inLinkTransaction(database, organizationId, async (transaction) => {
    // Devices before their statuses, as everybody does who writes both.
    await sql`
      SELECT 1 FROM devices WHERE id = ANY (${signs.map((sign) => sign.deviceId)}::uuid[]) AND connection IN ('unknown', 'offline')
        AND state = 'active' ORDER BY id FOR NO KEY UPDATE`.execute(transaction)
    await sql`
      INSERT INTO device_statuses AS s (device_id, organization_id, last_seen_at, telemetry)
      SELECT r.device_id, ${organizationId}::uuid, r.at, coalesce(r.telemetry, '{}')
      FROM jsonb_to_recordset(${json}::jsonb) AS r (device_id uuid, at timestamptz, telemetry jsonb)
      JOIN devices d ON d.id = r.device_id AND d.state <> 'retired' AND d.management = 'linked'
      ORDER BY r.device_id
      ON CONFLICT (device_id) DO UPDATE SET last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at),
        telemetry = CASE WHEN length((s.telemetry || excluded.telemetry)::text) <= ${limits.telemetryCharacters}
          THEN s.telemetry || excluded.telemetry ELSE s.telemetry END`.execute(transaction)
    const { rows } = await sql<{ id: string }>`
      UPDATE devices d SET connection = 'online' FROM device_statuses s
      WHERE d.id = ANY (${signs.map((sign) => sign.deviceId)}::uuid[]) AND d.connection IN ('unknown', 'offline')
        AND d.state = 'active' AND s.device_id = d.id AND s.session_id IS NOT NULL
      RETURNING d.id`.execute(transaction)
    return rows.map((row) => row.id)
  })
}

/** Devices online or in doubt that were not heard of for `seconds`, of all organizations. */
export async function findSilentDevices(database: Database, seconds: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ organization_id: string; device_id: string }>`
    SELECT organization_id, device_id FROM system.silent_devices(${`${seconds} seconds`}::interval, 5000)`.execute(
    database.kysely,
  )
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(row.organization_id, [...(found.get(row.organization_id) ?? []), row.device_id])
  return found
}

/** Marks offline those of the devices that are still silent; answers which. The session stays, so that it can come back. */
export function markSilent(
  database: Database,
  organizationId: string,
  deviceIds: readonly string[],
  seconds: number,
): Promise<readonly string[]> {
  return inLinkTransaction(database, organizationId, async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      UPDATE devices d SET connection = 'offline' FROM device_statuses s
      WHERE d.id = ANY (${deviceIds}::uuid[]) AND s.device_id = d.id AND d.connection IN ('online', 'unknown')
        AND s.last_seen_at < now() - make_interval(secs => ${seconds}) RETURNING d.id`.execute(transaction)
    return rows.map((row) => row.id)
  })
}

/** What was online when the link went down is in doubt until it is heard of. */
export async function markConnectedUnknown(database: Database): Promise<void> {
  await sql`SELECT system.mark_connected_devices_unknown(NULL)`.execute(database.kysely)
}
