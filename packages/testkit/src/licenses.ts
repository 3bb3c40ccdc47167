import { randomUUID } from 'node:crypto'
import type { FeatureKey } from '@maestro/domain'
import { another, insert, type Queryable } from './queryable.js'

export async function buildPool(
  db: Queryable,
  wanted: {
    organizationId: string
    feature?: FeatureKey
    units?: number
    validUntil?: Date
    graceDays?: number
    overuse?: 'stop' | 'warn'
    origin?: string
  },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'license_pools', {
    id,
    organization_id: wanted.organizationId,
    feature_key: wanted.feature ?? 'dual-screen',
    units: wanted.units ?? 10,
    valid_until: wanted.validUntil,
    grace_days: wanted.graceDays ?? 14,
    overuse: wanted.overuse ?? 'stop',
    origin: wanted.origin ?? 'order',
    order_number: `ORDER-${another()}`,
  })
  return id
}

export async function buildActivation(
  db: Queryable,
  wanted: { organizationId: string; deviceId: string; poolId: string; feature?: FeatureKey; activatedAt?: Date },
): Promise<string> {
  const id = randomUUID()
  await insert(db, 'activations', {
    id,
    organization_id: wanted.organizationId,
    device_id: wanted.deviceId,
    pool_id: wanted.poolId,
    feature_key: wanted.feature ?? 'dual-screen',
    activated_by: 'system:test',
    activated_at: wanted.activatedAt ?? new Date(),
  })
  await db.query('UPDATE license_pools SET active = active + 1 WHERE id = $1', [wanted.poolId])
  return id
}

export async function buildNotice(
  db: Queryable,
  wanted: { organizationId: string; poolId: string; feature?: FeatureKey; threshold: string; endsAt?: Date },
): Promise<string> {
  const id = randomUUID()
  const ends = wanted.endsAt ?? new Date()
  await insert(db, 'license_notices', {
    id,
    organization_id: wanted.organizationId,
    pool_id: wanted.poolId,
    feature_key: wanted.feature ?? 'dual-screen',
    threshold: wanted.threshold,
    ends_at: ends,
    drops_at: new Date(ends.getTime() + 14 * 86_400_000),
  })
  return id
}
