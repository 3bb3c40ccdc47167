import { limits } from '@maestro/contract/devices'
import type { LinkHandover } from './handover.js'
import { findSilentDevices, markSilent } from './quiet-lane.store.js'
import type { Database } from './standing.store.js'

/** Marks offline what was not heard of for too long: a last will that never came, or a link that was down. */
export async function sweepSilence(
  database: Database,
  handover: LinkHandover,
  seconds: number = limits.silenceSeconds,
): Promise<number> {
  let count = 0
  for (const [organizationId, deviceIds] of await findSilentDevices(database, seconds)) {
    const marked = await markSilent(database, organizationId, deviceIds, seconds)
    if (marked.length > 0) await handover.changed(organizationId, marked)
    count += marked.length
  }
  return count
}
