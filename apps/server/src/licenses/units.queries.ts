import { DEVICE_MODELS, unitsLeft } from '@maestro/domain'
import type { Transaction } from '../platform/platform.js'
import { asLicensePool } from './licenses.store.js'

/** Units of a feature that are free in the organization now; null: a pool may go over. */
export async function freeUnits(tx: Transaction, organizationId: string, featureKey: string): Promise<number | null> {
  const rows = await tx.licensePool.findMany({ where: { organizationId, featureKey } })
  return unitsLeft(rows.map(asLicensePool), new Date())
}

/** Keys of the models that can be licensed for a feature. */
export function capableModels(featureKey: string): string[] {
  return DEVICE_MODELS.filter(({ licensable }) => licensable.some((key) => key === featureKey)).map(({ key }) => key)
}
