import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'

/** Refuses to take off a device what it has on trial: it would get it back by itself. Lock the device first. */
export async function requireNoTrial(
  tx: Transaction,
  device: { readonly id: string; readonly name: string },
  feature: { readonly key: string; readonly name: string },
): Promise<void> {
  const [trial] = await tx.$queryRaw<{ day: Date }[]>`
    SELECT p.valid_until AS day FROM activations a JOIN license_pools p ON p.id = a.pool_id
      WHERE a.device_id = ${device.id}::uuid AND a.feature_key = ${feature.key} AND p.origin = 'trial'
        AND system.term_of_pool(p, now()) = 'valid'`
  if (trial)
    throw new Refused('license.kept-by-trial', {
      feature: feature.name,
      name: device.name,
      day: trial.day.toISOString(),
    })
}
