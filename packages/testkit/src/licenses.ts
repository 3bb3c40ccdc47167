import { randomUUID } from 'node:crypto'
import type { FeatureKey } from '@maestro/domain'
import { another, insert, type Queryable } from './queryable.js'

export async function buildPool(
  db: Queryable,
  wanted: { organizationId: string; feature?: FeatureKey; units?: number; validUntil?: Date },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'license_pools', {
    id,
    organization_id: wanted.organizationId,
    feature_key: wanted.feature ?? 'dual-screen',
    units: wanted.units ?? 10,
    valid_until: wanted.validUntil,
    order_number: `ORDER-${another()}`,
  })
  return id
}

export async function buildActivation(
  db: Queryable,
  wanted: { organizationId: string; deviceId: string; poolId: string; feature?: FeatureKey },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'activations', {
    id,
    organization_id: wanted.organizationId,
    device_id: wanted.deviceId,
    pool_id: wanted.poolId,
    feature_key: wanted.feature ?? 'dual-screen',
    activated_by: 'system:test',
  })
  await db.query('UPDATE license_pools SET active = active + 1 WHERE id = $1', [wanted.poolId])
  return id
}
