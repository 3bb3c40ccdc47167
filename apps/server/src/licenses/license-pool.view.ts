import type { LicenseKey, LicensePool } from '@maestro/contract'
import { poolState } from '@maestro/domain'
import { asLicensePool, type KeyRow, type PoolRow } from './licenses.store.js'

export function showPool(row: PoolRow): LicensePool {
  const used = row.active + row.reserved + row.transferred
  return {
    id: row.id,
    featureKey: row.featureKey,
    units: row.units,
    active: row.active,
    reserved: row.reserved,
    transferred: row.transferred,
    free: Math.max(0, row.units - used),
    over: Math.max(0, used - row.units),
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
    graceDays: row.graceDays,
    overuse: row.overuse === 'warn' ? 'warn' : 'stop',
    orderNumber: row.orderNumber,
    state: poolState(asLicensePool(row), new Date()),
    origin: row.origin as LicensePool['origin'],
    sourceKeyId: row.sourceKeyId,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  }
}

export function showKey(row: KeyRow, customerName: string | null): LicenseKey {
  return {
    id: row.id,
    featureKey: row.featureKey,
    units: row.units,
    hint: row.hint,
    state: row.state as LicenseKey['state'],
    poolId: row.poolId,
    orderReference: row.orderReference,
    keyOrderId: row.keyOrderId,
    customer: row.customerId ? { id: row.customerId, name: customerName ?? '' } : null,
    redeemedAt: row.redeemedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    evidence:
      row.evidence === null
        ? null
        : { source: row.evidence, on: row.evidencedOn?.toISOString().slice(0, 10) ?? '', deviceId: row.deviceId },
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
