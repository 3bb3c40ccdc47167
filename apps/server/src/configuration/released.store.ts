import { type ConfigurationValues, fromDocument, HIGHEST_LEAD, type JsonObject } from '@maestro/domain'
import type { KeyRing } from '../platform/keys.js'
import type { Transaction } from '../platform/platform.js'
import { openValues } from './secrets.js'

/** What is released to devices, secrets opened. */
export async function loadReleasedValues(
  tx: Transaction,
  keyRing: KeyRing,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, ConfigurationValues>> {
  if (deviceIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; document: JsonObject }[]>`
    SELECT device_id AS id, document FROM released_configurations
    WHERE organization_id = ${organizationId}::uuid AND device_id = ANY (${[...deviceIds]}::uuid[])`
  return new Map(rows.map(({ id, document }) => [id, openValues(keyRing, id, fromDocument(document))]))
}

export type Release = {
  readonly deviceId: string
  readonly stackId: string | null
  readonly deploymentId: string | null
  readonly version: number
  /** Secrets sealed for the device. */
  readonly document: JsonObject
  readonly hash: string
  /** The licence file that goes with it; null: none. */
  readonly licenseIssue: number | null
  /** On which firmware the layers were seen before; null: on one that was not known. */
  readonly seenOn: string | null
}

/** Makes documents what devices should have from now on, in one statement. */
export async function saveReleases(
  tx: Transaction,
  organizationId: string,
  releases: readonly Release[],
): Promise<void> {
  if (releases.length === 0) return
  await tx.$executeRaw`
    INSERT INTO released_configurations AS c (device_id, organization_id, version, document, hash, stack_id, deployment_id, license_issue,
      firmware_version, released_at)
    SELECT n."deviceId", ${organizationId}::uuid, n.version, n.document, n.hash, n."stackId", n."deploymentId", n."licenseIssue",
      n."seenOn", now()
      FROM jsonb_to_recordset(${JSON.stringify(releases)}::jsonb)
        AS n ("deviceId" uuid, version bigint, document jsonb, hash text, "stackId" uuid, "deploymentId" uuid, "licenseIssue" int,
          "seenOn" text)
    ON CONFLICT (device_id) DO UPDATE SET version = excluded.version, document = excluded.document, hash = excluded.hash,
      stack_id = excluded.stack_id, deployment_id = excluded.deployment_id, license_issue = excluded.license_issue,
      firmware_version = excluded.firmware_version, released_at = excluded.released_at`
}

/** What devices ran when the deployments' previews were worked out; those that no preview shows are left out. */
export async function loadSeenOn(
  tx: Transaction,
  organizationId: string,
  wishes: readonly { readonly deviceId: string; readonly deploymentId: string | null }[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.$queryRaw<{ id: string; firmware: string | null }[]>`
    SELECT p.device_id AS id, p.firmware_version AS firmware FROM deployment_plans p
      JOIN jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) AS n ("deviceId" uuid, "deploymentId" uuid)
        ON p.deployment_id = n."deploymentId" AND p.device_id = n."deviceId"
    WHERE p.organization_id = ${organizationId}::uuid`
  return new Map(rows.map(({ id, firmware }) => [id, firmware]))
}

/** The same documents under new numbers, by device. */
export async function renumberReleases(
  tx: Transaction,
  organizationId: string,
  items: readonly { readonly deviceId: string; readonly deploymentId: string }[],
): Promise<Map<string, number>> {
  if (items.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    UPDATE released_configurations c SET
      version = greatest(c.version, CASE WHEN s.desired_version <= c.version + ${HIGHEST_LEAD} THEN s.desired_version END) + 1,
      deployment_id = n."deploymentId", released_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS n ("deviceId" uuid, "deploymentId" uuid)
      LEFT JOIN device_statuses s ON s.device_id = n."deviceId"
    WHERE c.organization_id = ${organizationId}::uuid AND c.device_id = n."deviceId"
    RETURNING c.device_id AS id, c.version::float8 AS version`
  return new Map(rows.map(({ id, version }) => [id, version]))
}
