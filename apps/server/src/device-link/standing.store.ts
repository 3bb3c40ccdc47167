import type { DeviceAddress, Json } from '@maestro/contract/devices'
import { type Database, type DB, inOrganization, type KyselyTransaction, sql } from '@maestro/database'
import { HIGHEST_LEAD } from '@maestro/domain'
import type { Standing } from './standing.js'

export type { Database } from '@maestro/database'
export type DeviceStanding = { readonly deviceId: string; readonly standing: Standing }
type Transaction = KyselyTransaction<DB>

const actor = 'system:device-link'

/** Runs `work` in one transaction of one organization. */
export function inLinkTransaction<T>(
  database: Database,
  organizationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return inOrganization({ organizationId, actor }, () => database.kysely.transaction().execute(work))
}

type Row = Omit<Standing, 'reported'> & { deviceId: string; reported: Json | null }

/**
 * How the given devices stand, locked until the transaction ends. Retired and foreign devices are left out.
 * The reported document is read only for `withReported`: it is the one large column.
 */
export async function loadStandings(
  transaction: Transaction,
  deviceIds: readonly string[],
  withReported: readonly string[],
): Promise<Map<string, Standing>> {
  const { rows } = await sql<Row>`
    SELECT d.id AS "deviceId", d.connection, d.in_call AS "inCall", d.firmware_version AS "firmwareVersion",
      s.session_id AS "sessionId", s.connected_at AS "connectedAt", s.agent_version AS "agentVersion",
      coalesce(s.reported_version, 0) AS "reportedVersion", s.reported_at AS "reportedAt",
      coalesce(s.desired_version, 0) AS "desiredVersion", coalesce(c.version, 0) AS "releasedVersion", coalesce(s.applied_version, 0) AS "appliedVersion",
      s.apply_status AS "applyStatus", s.apply_errors AS "applyErrors", s.license_issue AS "licenseIssue",
      CASE WHEN d.id = ANY (${withReported}::uuid[]) THEN s.reported END AS reported
    FROM devices d LEFT JOIN device_statuses s ON s.device_id = d.id LEFT JOIN released_configurations c ON c.device_id = d.id
    WHERE d.id = ANY (${deviceIds}::uuid[]) AND d.state <> 'retired' AND d.management = 'linked'
    ORDER BY d.id FOR NO KEY UPDATE OF d`.execute(transaction)
  return new Map(rows.map(({ deviceId, ...row }) => [deviceId, { ...row, reported: row.reported ?? {} }]))
}

/** Writes what changed, and that all of `changed` were heard at `at`. `reported` is kept where it was not read. */
export async function saveStandings(
  transaction: Transaction,
  organizationId: string,
  changed: readonly DeviceStanding[],
  reportedChanged: ReadonlySet<string>,
  at: Date,
): Promise<void> {
  const records = changed.map(({ deviceId, standing }) => ({
    device_id: deviceId,
    connection: standing.connection,
    in_call: standing.inCall,
    firmware_version: standing.firmwareVersion,
    session_id: standing.sessionId,
    connected_at: standing.connectedAt,
    agent_version: standing.agentVersion,
    reported_version: standing.reportedVersion,
    reported: reportedChanged.has(deviceId) ? standing.reported : null,
    reported_at: standing.reportedAt,
    desired_version: standing.desiredVersion,
    applied_version: standing.appliedVersion,
    apply_status: standing.applyStatus,
    apply_errors: standing.applyErrors,
    license_issue: standing.licenseIssue,
  }))
  const json = JSON.stringify(records)
  await sql`
    INSERT INTO device_statuses AS s (device_id, organization_id, session_id, connected_at, agent_version, last_seen_at,
      reported_version, reported, reported_at, desired_version, applied_version, apply_status, apply_errors, license_issue)
    SELECT r.device_id, ${organizationId}::uuid, r.session_id, r.connected_at, r.agent_version, ${at}::timestamptz,
      r.reported_version, coalesce(r.reported, '{}'), r.reported_at, r.desired_version, r.applied_version, r.apply_status, r.apply_errors,
      r.license_issue
    FROM jsonb_to_recordset(${json}::jsonb) AS r (device_id uuid, session_id text, connected_at timestamptz, agent_version text,
      reported_version bigint, reported jsonb, reported_at timestamptz, desired_version bigint, applied_version bigint,
      apply_status text, apply_errors jsonb, license_issue int)
    ON CONFLICT (device_id) DO UPDATE SET session_id = excluded.session_id, connected_at = excluded.connected_at,
      agent_version = excluded.agent_version, last_seen_at = excluded.last_seen_at,
      reported_version = excluded.reported_version,
      reported = CASE WHEN s.device_id = ANY (${[...reportedChanged]}::uuid[]) THEN excluded.reported ELSE s.reported END,
      reported_at = excluded.reported_at, desired_version = excluded.desired_version,
      applied_version = excluded.applied_version, apply_status = excluded.apply_status, apply_errors = excluded.apply_errors,
      license_issue = excluded.license_issue`.execute(transaction)
  await sql`
    UPDATE devices d SET connection = r.connection, in_call = r.in_call, firmware_version = r.firmware_version,
      state = CASE d.state WHEN 'staged' THEN 'active' ELSE d.state END
    FROM jsonb_to_recordset(${json}::jsonb) AS r (device_id uuid, connection text, in_call boolean, firmware_version text)
    WHERE d.id = r.device_id AND (d.state = 'staged' OR
      (d.connection, d.in_call, d.firmware_version) IS DISTINCT FROM (r.connection, r.in_call, r.firmware_version))`.execute(
    transaction,
  )
}

export type ReleasedDocument = {
  readonly deviceId: string
  readonly version: number
  readonly document: Json
  readonly license: string | null
}

/** What the given devices should be, as far as anything was released to them. */
export async function loadReleased(
  transaction: Transaction,
  deviceIds: readonly string[],
): Promise<readonly ReleasedDocument[]> {
  const { rows } = await sql<ReleasedDocument>`
    SELECT r.device_id AS "deviceId", r.version, r.document, f.file AS license FROM released_configurations r
      LEFT JOIN license_files f ON f.device_id = r.device_id AND f.issue = r.license_issue
    WHERE r.device_id = ANY (${deviceIds}::uuid[])`.execute(transaction)
  return rows
}

/** Those of the devices that a deployment still waits for, or waited for in vain. */
export async function withOpenTargets(
  transaction: Transaction,
  deviceIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT device_id AS id FROM deployment_targets
    WHERE device_id = ANY (${deviceIds}::uuid[]) AND state IN ('planned', 'waiting', 'sent')
    UNION SELECT d.id FROM devices d WHERE d.id = ANY (${deviceIds}::uuid[]) AND d.configuration_state = 'failed'
      AND EXISTS (SELECT FROM deployment_targets t WHERE t.organization_id = d.organization_id AND t.device_id = d.id
        AND t.state = 'failed' AND t.reason_code = 'no-answer')`.execute(transaction)
  return rows.map((row) => row.id)
}

/** What was released to a device after `version`, or whatever was when that cannot be, unless it is in a call: then it comes when the call ends. */
export function findNewer(
  database: Database,
  { tenant, device }: DeviceAddress,
  version: number,
): Promise<ReleasedDocument | undefined> {
  return inLinkTransaction(database, tenant, async (transaction) => {
    const { rows } = await sql<ReleasedDocument>`
      SELECT r.device_id AS "deviceId", r.version, r.document, f.file AS license FROM released_configurations r
      JOIN devices d ON d.id = r.device_id
      LEFT JOIN license_files f ON f.device_id = r.device_id AND f.issue = r.license_issue
      WHERE r.device_id = ${device}::uuid AND (r.version > ${version} OR ${version}::bigint > r.version + ${HIGHEST_LEAD}) AND NOT d.in_call AND d.state <> 'retired'`.execute(
      transaction,
    )
    return rows[0]
  })
}
