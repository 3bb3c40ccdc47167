import type { LicensedFeature } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'

/** A device as far as its licence file depends on it. */
export type LicensedDeviceRow = {
  id: string
  serial: string
  vendor: string
  /** Of its newest file. */
  issue: number | null
  features: LicensedFeature[] | null
  /** Of the file that it says it holds. */
  reportedIssue: number | null
  /** The highest that it was given before it came to this organization. */
  issueFloor: number
  units: { feature: string; from: string | null; to: string | null; graceDays: number }[] | null
}

/**
 * In one statement, however many; units that were dropped are left out, and a former vendor's never end. They are left out of
 * the sum: asked for, the index of what is in use would be read through for each device.
 */
export function loadLicensedDevices(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<LicensedDeviceRow[]> {
  return tx.$queryRaw<LicensedDeviceRow[]>`
    SELECT d.id, d.serial, d.vendor, f.issue, f.features, s.license_issue AS "reportedIssue", d.license_issue_floor AS "issueFloor",
      u.units
    FROM devices d LEFT JOIN device_statuses s ON s.device_id = d.id
      LEFT JOIN LATERAL (SELECT issue, features FROM license_files WHERE organization_id = d.organization_id AND device_id = d.id
        ORDER BY issue DESC LIMIT 1) f ON true
      LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('feature', a.feature_key, 'from', p.valid_from,
          'to', CASE WHEN p.origin <> 'vendor' THEN p.valid_until END,
          'graceDays', p.grace_days)) FILTER (WHERE a.dropped_at IS NULL) AS units
        FROM activations a JOIN license_pools p ON p.organization_id = a.organization_id AND p.id = a.pool_id
        WHERE a.organization_id = d.organization_id AND a.device_id = d.id) u ON true
    WHERE d.organization_id = ${organizationId}::uuid AND d.id = ANY (${[...deviceIds]}::uuid[]) ORDER BY d.id`
}

export type NewLicenseFile = {
  readonly deviceId: string
  readonly issue: number
  readonly keyId: string
  readonly file: string
  readonly features: readonly LicensedFeature[]
  readonly expiresAt: Date | null
  readonly issuedAt: Date
}

/**
 * Writes files, and which activations they are the first to carry. What a device has lost and gets back later is carried
 * anew. Two statements, however many files.
 */
export async function saveLicenseFiles(
  tx: Transaction,
  organizationId: string,
  files: readonly NewLicenseFile[],
): Promise<void> {
  if (files.length === 0) return
  const json = JSON.stringify(files)
  await tx.$executeRaw`
    INSERT INTO license_files (organization_id, device_id, issue, key_id, file, features, expires_at, issued_at)
    SELECT ${organizationId}::uuid, n."deviceId", n.issue, n."keyId", n.file, n.features, n."expiresAt", n."issuedAt"
    FROM jsonb_to_recordset(${json}::jsonb) AS n ("deviceId" uuid, issue int, "keyId" text, file text, features jsonb,
      "expiresAt" timestamptz, "issuedAt" timestamptz)`
  await tx.$executeRaw`
    WITH carried AS MATERIALIZED (
      SELECT a.id, CASE WHEN n.features @> jsonb_build_array(jsonb_build_object('key', a.feature_key))
        THEN coalesce(a.issue, n.issue) END AS issue
      FROM jsonb_to_recordset(${json}::jsonb) AS n ("deviceId" uuid, issue int, features jsonb)
        JOIN activations a ON a.organization_id = ${organizationId}::uuid AND a.device_id = n."deviceId")
    UPDATE activations a SET issue = c.issue, confirmed_at = CASE WHEN c.issue IS NULL THEN NULL ELSE a.confirmed_at END
    FROM carried c WHERE a.id = c.id AND a.issue IS DISTINCT FROM c.issue`
}

/** What was confirmed just now: a file, and those of its features that nobody had confirmed before. */
export type ConfirmedFile = {
  deviceId: string
  name: string
  roomId: string | null
  issue: number
  keyId: string
  features: string[]
}

/** Whether any of the devices says that it holds a file which is not noted as confirmed. */
export async function areUnconfirmed(tx: Transaction, organizationId: string, deviceIds: readonly string[]) {
  const [row] = await tx.$queryRaw<{ some: boolean }[]>`
    SELECT EXISTS (SELECT FROM license_files f JOIN device_statuses s ON s.device_id = f.device_id AND s.license_issue = f.issue
      WHERE f.organization_id = ${organizationId}::uuid AND f.device_id = ANY (${[...deviceIds]}::uuid[])
        AND f.confirmed_at IS NULL) AS some`
  return row?.some === true
}

/**
 * Notes what devices say they hold. Only a file that the device was given counts: its number must be one of its own. Each
 * file once, whoever else is at it.
 */
export async function confirmFiles(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<ConfirmedFile[]> {
  const held = await tx.$queryRaw<{ deviceId: string; issue: number; keyId: string }[]>`
    SELECT f.device_id::text AS "deviceId", f.issue, f.key_id AS "keyId" FROM license_files f
      JOIN device_statuses s ON s.device_id = f.device_id AND s.license_issue = f.issue
    WHERE f.organization_id = ${organizationId}::uuid AND f.device_id = ANY (${[...deviceIds]}::uuid[]) AND f.confirmed_at IS NULL
    ORDER BY f.device_id, f.issue FOR UPDATE OF f`
  const [ids, issues] = [held.map(({ deviceId }) => deviceId), held.map(({ issue }) => issue)]
  await tx.$executeRaw`
    UPDATE license_files f SET confirmed_at = now() FROM unnest(${ids}::uuid[], ${issues}::int[]) AS n (device_id, issue)
    WHERE f.device_id = n.device_id AND f.issue = n.issue`
  const active = await tx.$queryRaw<{ deviceId: string; feature: string }[]>`
    UPDATE activations a SET confirmed_at = now() FROM unnest(${ids}::uuid[], ${issues}::int[]) AS n (device_id, issue)
    WHERE a.organization_id = ${organizationId}::uuid AND a.device_id = n.device_id AND a.issue <= n.issue AND a.confirmed_at IS NULL
      AND a.dropped_at IS NULL RETURNING a.device_id::text AS "deviceId", a.feature_key AS feature`
  const names = await tx.$queryRaw<{ id: string; name: string; roomId: string | null }[]>`
    SELECT id::text, name, room_id::text AS "roomId" FROM devices WHERE id = ANY (${ids}::uuid[])`
  const devices = new Map(names.map((device) => [device.id, device]))
  return held.map(({ deviceId, ...file }) => {
    const features = active.filter((one) => one.deviceId === deviceId).map(({ feature }) => feature)
    const { name = '', roomId = null } = devices.get(deviceId) ?? {}
    return { deviceId, name, roomId, ...file, features: features.sort() }
  })
}

/** Devices that enrolled and wait for their first file, with what they have; whoever takes them plans it. */
export function takeRequests(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<{ deviceId: string; features: string[] }[]> {
  return tx.$queryRaw`
    WITH taken AS (DELETE FROM license_file_requests r WHERE r.organization_id = ${organizationId}::uuid
      AND r.device_id = ANY (${[...deviceIds]}::uuid[]) RETURNING r.device_id)
    SELECT d.id::text AS "deviceId", d.features FROM taken t JOIN devices d ON d.id = t.device_id ORDER BY d.id`
}
