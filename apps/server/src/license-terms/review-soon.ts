import type { Platform } from '../platform/platform.js'
import { reviewPools } from './license-terms.jobs.js'

/** After the commit: whoever changed a pool does not wait for the sweep, which finds it if the job was not taken. */
export async function reviewSoon(
  platform: Platform,
  organizationId: string,
  poolIds: readonly string[],
): Promise<void> {
  if (poolIds.length === 0) return
  await platform.jobs.add(reviewPools, { organizationId, poolIds: [...poolIds] }).catch((error: unknown) => {
    platform.log.warn({ err: error, poolIds }, 'the job was not taken; the sweep finds the pools')
  })
}
