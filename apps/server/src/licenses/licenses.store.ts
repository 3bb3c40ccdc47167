import { Prisma } from '@maestro/database'
import type { FeatureKey, LicensePool } from '@maestro/domain'

export type PoolRow = Prisma.LicensePoolGetPayload<object>

/** A key as the organization at work may know it (`system.find_license_key`). */
export type KnownKey = {
  id: string
  issuer_id: string
  pool_id: string
  feature_key: string
  units: number
  hint: string
  state: 'issued' | 'redeemed' | 'revoked'
  valid_from: Date | null
  valid_until: Date | null
  grace_days: number
  order_number: string | null
  suspended_at: Date | null
  pool_revoked_at: Date | null
}

export async function findKey(
  tx: Prisma.TransactionClient,
  hash: string,
  organizationId: string,
): Promise<KnownKey | null> {
  const rows = await tx.$queryRaw<KnownKey[]>`SELECT * FROM system.find_license_key(${hash}, ${organizationId}::uuid)`
  return rows[0] ?? null
}

/** Moves a key's units out of the issuer's pool: true for the one who came first. */
export async function redeemKey(tx: Prisma.TransactionClient, keyId: string, organizationId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    { redeemed: boolean }[]
  >`SELECT system.redeem_license_key(${keyId}::uuid, ${organizationId}::uuid) AS redeemed`
  return rows[0]?.redeemed ?? false
}

const columns = Prisma.sql`id, organization_id AS "organizationId", feature_key AS "featureKey", units, reserved, transferred, active,
  valid_from AS "validFrom", valid_until AS "validUntil", grace_days AS "graceDays", overuse, order_number AS "orderNumber", origin,
  source_key_id AS "sourceKeyId", source_pool_id AS "sourcePoolId", source_organization_id AS "sourceOrganizationId",
  suspended_at AS "suspendedAt", revoked_at AS "revokedAt", term, review_at AS "reviewAt", reviewed_at AS "reviewedAt", version,
  created_at AS "createdAt"`

/** Pools that fulfil `where`, locked by id as everybody locks them; the one that ends soonest comes first. */
export async function lockPools(tx: Prisma.TransactionClient, where: Prisma.Sql): Promise<PoolRow[]> {
  return soonestFirst(
    await tx.$queryRaw<PoolRow[]>`SELECT ${columns} FROM license_pools WHERE ${where} ORDER BY id FOR UPDATE`,
  )
}

/** The same without a lock: what is read may be another a moment later. */
export async function readPools(tx: Prisma.TransactionClient, where: Prisma.Sql): Promise<PoolRow[]> {
  return soonestFirst(await tx.$queryRaw<PoolRow[]>`SELECT ${columns} FROM license_pools WHERE ${where} ORDER BY id`)
}

function soonestFirst(pools: readonly PoolRow[]): PoolRow[] {
  return pools.toSorted((one, other) => endOf(one) - endOf(other) || (one.id < other.id ? -1 : 1))
}

function endOf({ validUntil }: PoolRow): number {
  return validUntil?.getTime() ?? Number.MAX_SAFE_INTEGER
}

export function poolOfKey(keyId: string): Prisma.Sql {
  return Prisma.sql`source_key_id = ${keyId}::uuid`
}

export function poolById(id: string): Prisma.Sql {
  return Prisma.sql`id = ${id}::uuid`
}

export function poolsOfFeature(featureKey: string): Prisma.Sql {
  return Prisma.sql`feature_key = ${featureKey}`
}

/** A row as the rules see it: what is reserved in keys or was transferred is in use like what is active. */
export function asLicensePool(row: PoolRow): LicensePool {
  return {
    feature: row.featureKey as FeatureKey,
    units: row.units,
    used: row.reserved + row.transferred + row.active,
    overUse: row.overuse === 'warn' ? 'warn' : 'stop',
    from: row.validFrom,
    to: row.validUntil,
    graceDays: row.graceDays,
    revokedAt: row.revokedAt,
    suspendedAt: row.suspendedAt,
  }
}

/** The name of a partner's customer; null when it is not one. */
export async function nameOfCustomer(
  tx: Prisma.TransactionClient,
  partnerId: string,
  customerId: string,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT c.name FROM system.customers_of(${partnerId}::uuid) AS mine (id), LATERAL system.organization_card(mine.id) AS c
    WHERE mine.id = ${customerId}::uuid`
  return rows[0]?.name ?? null
}

export type KeyRow = Prisma.LicenseKeyGetPayload<object>
