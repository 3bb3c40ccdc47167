import type { DeviceAddress, PublicKey } from '@maestro/contract/devices'
import { type Database, type DB, inOrganization, type KyselyTransaction, sql } from '@maestro/database'

export type { Database } from '@maestro/database'
type Transaction = KyselyTransaction<DB>
const actor = 'system:enrollment'

export type Claim = DeviceAddress & { readonly claimId: string }

export type ClaimedDevice = {
  readonly serial: string
  readonly modelKey: string
  readonly name: string
  readonly state: string
  readonly roomId: string | null
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

/** Where a claim code leads, whatever organization it belongs to. */
export async function findClaim(database: Database, hash: string): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`
    SELECT id AS "claimId", organization_id AS tenant, device_id AS device FROM system.find_claim_code(${hash})`.execute(
    database.kysely,
  )
  return rows[0]
}

export function inEnrollment<T>(
  database: Database,
  organizationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return inOrganization({ organizationId, actor }, () => database.kysely.transaction().execute(work))
}

/** The device behind a claim code, locked, so that one code enrols one key. */
export async function loadClaimedDevice(transaction: Transaction, claim: Claim): Promise<ClaimedDevice | undefined> {
  const { rows } = await sql<ClaimedDevice>`
    SELECT d.serial, d.model_key AS "modelKey", d.name, d.state, d.room_id AS "roomId", c.expires_at AS "expiresAt",
      c.used_at AS "usedAt"
    FROM claim_codes c JOIN devices d ON d.id = c.device_id
    WHERE c.id = ${claim.claimId}::uuid FOR NO KEY UPDATE OF c`.execute(transaction)
  return rows[0]
}

export async function isEnrolledWith(transaction: Transaction, deviceId: string, thumbprint: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM device_credentials
    WHERE device_id = ${deviceId}::uuid AND thumbprint = ${thumbprint} AND revoked_at IS NULL`.execute(transaction)
  return rows.length > 0
}

export type NewCredential = { readonly id: string; readonly publicKey: PublicKey; readonly thumbprint: string }

/** The new key replaces every older one of the device, and the device counts its versions from the start. */
export async function saveEnrolment(transaction: Transaction, claim: Claim, credential: NewCredential): Promise<void> {
  const { tenant, device, claimId } = claim
  await sql`UPDATE claim_codes SET used_at = now() WHERE id = ${claimId}::uuid`.execute(transaction)
  await sql`
    UPDATE device_credentials SET revoked_at = now()
    WHERE device_id = ${device}::uuid AND revoked_at IS NULL`.execute(transaction)
  await sql`
    INSERT INTO device_credentials (id, organization_id, device_id, public_key, thumbprint)
    VALUES (${credential.id}::uuid, ${tenant}::uuid, ${device}::uuid, ${JSON.stringify(credential.publicKey)}::jsonb,
      ${credential.thumbprint})`.execute(transaction)
  await sql`UPDATE devices SET state = 'active' WHERE id = ${device}::uuid AND state = 'staged'`.execute(transaction)
  await sql`
    UPDATE device_statuses SET session_id = NULL, reported_version = 0, desired_version = 0, applied_version = 0,
      apply_status = NULL, apply_errors = NULL WHERE device_id = ${device}::uuid`.execute(transaction)
}

/** The organization of a device that is not retired, and the public key that its tokens are asked with. */
export async function findDeviceKey(
  database: Database,
  deviceId: string,
): Promise<{ readonly tenant: string; readonly publicKey: PublicKey } | undefined> {
  const found = await sql<{ tenant: string | null }>`
    SELECT system.organization_of_device(${deviceId}::uuid) AS tenant`.execute(database.kysely)
  const tenant = found.rows[0]?.tenant
  if (!tenant) return undefined
  return inOrganization({ organizationId: tenant, actor }, async () => {
    const { rows } = await sql<{ publicKey: PublicKey }>`
      SELECT c.public_key AS "publicKey" FROM device_credentials c JOIN devices d ON d.id = c.device_id
      WHERE c.device_id = ${deviceId}::uuid AND c.revoked_at IS NULL AND d.state <> 'retired'
      ORDER BY c.created_at DESC LIMIT 1`.execute(database.kysely)
    const publicKey = rows[0]?.publicKey
    return publicKey && { tenant, publicKey }
  })
}
