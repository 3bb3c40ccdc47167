import type { LicenseKey, LicensePool } from '@maestro/contract'
import type { KeyRow, PoolRow } from './licenses.store.js'

export function showPool(row: PoolRow): LicensePool {
  return {
    id: row.id,
    featureKey: row.featureKey,
    units: row.units,
    active: row.active,
    reserved: row.reserved,
    transferred: row.transferred,
    free: Math.max(0, row.units - row.active - row.reserved - row.transferred),
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
    graceDays: row.graceDays,
    overuse: row.overuse === 'warn' ? 'warn' : 'stop',
    orderNumber: row.orderNumber,
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
    customer: row.customerId ? { id: row.customerId, name: customerName ?? '' } : null,
    redeemedAt: row.redeemedAt?.toISOString() ?? null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
