import type { DeviceAddress, PublicKey } from '@maestro/contract/devices'
import { type Database, inOrganization, type Prisma } from '@maestro/database'

export type { Database } from '@maestro/database'
export type Transaction = Prisma.TransactionClient
const actor = 'system:enrollment'
/** A whole fleet may enrol at once; each waits for its turn rather than fail. */
const patience = { maxWait: 20_000, timeout: 20_000 }

export type Claim = DeviceAddress & { readonly claimId: string }

/** Where a claim code leads, whatever organization it belongs to. */
export async function findClaim(database: Database, hash: string): Promise<Claim | undefined> {
  const rows = await database.prisma.$queryRaw<Claim[]>`
    SELECT id AS "claimId", organization_id AS tenant, device_id AS device FROM system.find_claim_code(${hash})`
  return rows[0]
}

export function inEnrollment<T>(
  database: Database,
  organizationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return inOrganization({ organizationId, actor }, () => database.prisma.$transaction(work, patience))
}

export type ClaimedDevice = {
  readonly serial: string
  readonly modelKey: string
  readonly name: string
  readonly state: string
  readonly roomId: string | null
  readonly expiresAt: Date
  readonly usedAt: Date | null
}

/** The device behind a claim code; the code is locked, so that it enrols one key. */
export async function loadClaimedDevice(transaction: Transaction, claimId: string): Promise<ClaimedDevice | undefined> {
  const rows = await transaction.$queryRaw<ClaimedDevice[]>`
    SELECT d.serial, d.model_key AS "modelKey", d.name, d.state, d.room_id AS "roomId", c.expires_at AS "expiresAt",
      c.used_at AS "usedAt"
    FROM claim_codes c JOIN devices d ON d.id = c.device_id WHERE c.id = ${claimId}::uuid FOR NO KEY UPDATE OF c`
  return rows[0]
}

export async function isEnrolledWith(transaction: Transaction, deviceId: string, thumbprint: string): Promise<boolean> {
  return (await transaction.deviceCredential.count({ where: { deviceId, thumbprint, revokedAt: null } })) > 0
}

export type NewCredential = { readonly id: string; readonly publicKey: PublicKey; readonly thumbprint: string }

/** The new key replaces every older one of the device, and the device counts its versions from the start. True: it
 * has licences from before, and their file is asked for. */
export async function saveEnrolment(
  transaction: Transaction,
  claim: Claim,
  credential: NewCredential,
): Promise<boolean> {
  const { tenant, device, claimId } = claim
  const { id, publicKey, thumbprint } = credential
  await transaction.$executeRaw`
    WITH used AS (UPDATE claim_codes SET used_at = now() WHERE id = ${claimId}::uuid),
    revoked AS (UPDATE device_credentials SET revoked_at = now()
      WHERE device_id = ${device}::uuid AND revoked_at IS NULL),
    active AS (UPDATE devices SET state = 'active' WHERE id = ${device}::uuid AND state = 'staged'),
    forgotten AS (UPDATE device_statuses SET session_id = NULL, reported_version = 0, desired_version = 0,
      applied_version = 0, apply_status = NULL, apply_errors = NULL, license_issue = NULL WHERE device_id = ${device}::uuid)
    INSERT INTO device_credentials (id, organization_id, device_id, public_key, thumbprint)
    VALUES (${id}::uuid, ${tenant}::uuid, ${device}::uuid, ${publicKey}::jsonb, ${thumbprint})`
  const asked = await transaction.$executeRaw`
    INSERT INTO license_file_requests (device_id, organization_id)
    SELECT id, organization_id FROM devices WHERE id = ${device}::uuid AND features <> '{}' ON CONFLICT DO NOTHING`
  return asked > 0
}

/** The organization of a device that is not retired, and the public key that its tokens are asked with. */
export async function findDeviceKey(
  database: Database,
  deviceId: string,
): Promise<{ readonly tenant: string; readonly publicKey: PublicKey } | undefined> {
  const rows = await database.prisma.$queryRaw<{ tenant: string | null }[]>`
    SELECT system.organization_of_device(${deviceId}::uuid) AS tenant`
  const tenant = rows[0]?.tenant
  if (!tenant) return undefined
  const credential = await inOrganization({ organizationId: tenant, actor }, () =>
    database.prisma.deviceCredential.findFirst({
      where: { deviceId, revokedAt: null, device: { state: { not: 'retired' } } },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return credential ? { tenant, publicKey: credential.publicKey as PublicKey } : undefined
}
