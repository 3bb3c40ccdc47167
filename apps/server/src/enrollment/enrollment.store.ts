import type { DeviceAddress, PublicKey } from '@maestro/contract/devices'
import { type Database, inOrganization, Prisma } from '@maestro/database'

export type { Database } from '@maestro/database'
export type Transaction = Prisma.TransactionClient
const actor = 'system:enrollment'

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
  return inOrganization({ organizationId, actor }, () => database.prisma.$transaction(work))
}

/** The claim code with its device, locked, so that one code enrols one key. */
export async function loadClaim(transaction: Transaction, claimId: string) {
  await transaction.$queryRaw`SELECT FROM claim_codes WHERE id = ${claimId}::uuid FOR NO KEY UPDATE`
  return transaction.claimCode.findUnique({ where: { id: claimId }, include: { device: true } })
}

export async function isEnrolledWith(transaction: Transaction, deviceId: string, thumbprint: string): Promise<boolean> {
  return (await transaction.deviceCredential.count({ where: { deviceId, thumbprint, revokedAt: null } })) > 0
}

export type NewCredential = { readonly id: string; readonly publicKey: PublicKey; readonly thumbprint: string }

/** The new key replaces every older one of the device, and the device counts its versions from the start. */
export async function saveEnrolment(transaction: Transaction, claim: Claim, credential: NewCredential): Promise<void> {
  const { tenant: organizationId, device: deviceId, claimId } = claim
  const now = new Date()
  await transaction.claimCode.updateMany({ where: { id: claimId }, data: { usedAt: now } })
  await transaction.deviceCredential.updateMany({ where: { deviceId, revokedAt: null }, data: { revokedAt: now } })
  await transaction.$executeRaw`
    INSERT INTO device_credentials (id, organization_id, device_id, public_key, thumbprint)
    VALUES (${credential.id}::uuid, ${organizationId}::uuid, ${deviceId}::uuid, ${credential.publicKey}::jsonb,
      ${credential.thumbprint})`
  await transaction.$executeRaw`UPDATE devices SET state = 'active' WHERE id = ${deviceId}::uuid AND state = 'staged'`
  await transaction.deviceStatus.updateMany({
    where: { deviceId },
    data: {
      sessionId: null,
      reportedVersion: 0,
      desiredVersion: 0,
      appliedVersion: 0,
      applyStatus: null,
      applyErrors: Prisma.DbNull,
    },
  })
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
