import { Prisma } from '@maestro/database'
import type { DriftCause, Json, SettingValue } from '@maestro/domain'

/** A drifted setting as it is written down. */
export type StoredDrift = {
  readonly key: string
  readonly wanted: SettingValue
  readonly reported: SettingValue | null
  readonly cause: DriftCause
}

/** A device with what was released to it, what it says, and how it was judged before. */
export type ReportingDevice = {
  readonly id: string
  readonly name: string
  readonly roomId: string | null
  readonly modelKey: string
  readonly firmwareVersion: string | null
  readonly releasedVersion: number
  /** Secrets in it are sealed, and stay so. */
  readonly document: Json
  readonly settings: Json
  readonly reportedAt: Date
  readonly desiredVersion: number
  readonly appliedVersion: number
  readonly applyStatus: string | null
  readonly applyErrors: Json
  readonly judged: { readonly version: number; readonly firmware: string | null } | null
  readonly drifts: readonly StoredDrift[]
}

/** The devices among these that reported and are not retired; `lock` keeps others from changing them until the end. */
export async function loadReporting(
  tx: Prisma.TransactionClient,
  deviceIds: readonly string[],
  lock: boolean,
): Promise<ReportingDevice[]> {
  // In the order in which everybody locks several devices.
  if (lock)
    await tx.$queryRaw`SELECT 1 FROM devices WHERE id = ANY (${deviceIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  return tx.$queryRaw<ReportingDevice[]>`
    SELECT d.id, d.name, d.room_id AS "roomId", d.model_key AS "modelKey", d.firmware_version AS "firmwareVersion",
      coalesce(r.version, 0)::float8 AS "releasedVersion", r.document, s.reported->'settings' AS settings, s.reported_at AS "reportedAt",
      s.desired_version::float8 AS "desiredVersion", s.applied_version::float8 AS "appliedVersion", s.apply_status AS "applyStatus",
      s.apply_errors AS "applyErrors",
      CASE WHEN j.device_id IS NOT NULL THEN jsonb_build_object('version', j.version, 'firmware', j.firmware_version) END AS judged,
      coalesce((SELECT jsonb_agg(jsonb_build_object('key', f.key, 'wanted', f.wanted, 'reported', f.reported, 'cause', f.cause))
        FROM configuration_drifts f WHERE f.device_id = d.id), '[]') AS drifts
    FROM devices d JOIN device_statuses s ON s.device_id = d.id
      LEFT JOIN released_configurations r ON r.device_id = d.id LEFT JOIN drift_judgements j ON j.device_id = d.id
    WHERE d.id = ANY (${deviceIds}::uuid[]) AND d.state <> 'retired' AND d.management = 'linked' AND s.reported_at IS NOT NULL`
}

type OfDevice<T> = T & { readonly deviceId: string }

/** Writes what drifted: a row that was there keeps the time since when. */
export async function saveDrifts(
  tx: Prisma.TransactionClient,
  organizationId: string,
  drifts: readonly OfDevice<StoredDrift>[],
): Promise<void> {
  if (drifts.length === 0) return
  const rows = drifts.map(({ deviceId, ...drift }) => ({ device_id: deviceId, ...drift }))
  await tx.$executeRaw`
    INSERT INTO configuration_drifts AS d (device_id, key, organization_id, wanted, reported, cause)
    SELECT n.device_id, n.key, ${organizationId}::uuid, n.wanted, nullif(n.reported, 'null'), n.cause
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (device_id uuid, key text, wanted jsonb, reported jsonb, cause text)
    ON CONFLICT (device_id, key) DO UPDATE SET wanted = excluded.wanted, reported = excluded.reported, cause = excluded.cause`
}

/** Removes what is as it should be again. */
export async function removeDrifts(
  tx: Prisma.TransactionClient,
  gone: readonly OfDevice<{ readonly key: string }>[],
): Promise<void> {
  if (gone.length === 0) return
  const rows = gone.map(({ deviceId, key }) => ({ device_id: deviceId, key }))
  await tx.$executeRaw`
    DELETE FROM configuration_drifts d USING jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g (device_id uuid, key text)
    WHERE d.device_id = g.device_id AND d.key = g.key`
}

export type Judgement = {
  readonly deviceId: string
  readonly reportedAt: Date
  readonly version: number
  readonly firmware: string | null
}

/** Notes up to which report devices were compared; never back to an older one. */
export async function saveJudgements(
  tx: Prisma.TransactionClient,
  organizationId: string,
  judgements: readonly Judgement[],
): Promise<void> {
  if (judgements.length === 0) return
  const rows = judgements.map(({ deviceId, reportedAt, version, firmware }) => ({
    device_id: deviceId,
    reported_at: reportedAt.toISOString(),
    version,
    firmware,
  }))
  await tx.$executeRaw`
    INSERT INTO drift_judgements AS j (device_id, organization_id, reported_at, version, firmware_version)
    SELECT n.device_id, ${organizationId}::uuid, n.reported_at, n.version, n.firmware
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (device_id uuid, reported_at timestamptz, version bigint, firmware text)
      JOIN devices d ON d.id = n.device_id
    ON CONFLICT (device_id) DO UPDATE SET reported_at = excluded.reported_at, version = excluded.version,
      firmware_version = excluded.firmware_version
    WHERE j.reported_at < excluded.reported_at OR j.reported_at = excluded.reported_at AND j.version < excluded.version`
}
