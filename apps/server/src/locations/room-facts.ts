import { requireTimeZone } from '../organizations/found-organization.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { hasLocation, type RoomFacts } from './rooms.store.js'

/** Refuses what cannot be true of a room: an unknown time zone, a place that is not the organization's. */
export async function requireRoomFacts(
  tx: Transaction,
  organizationId: string,
  { timeZone, locationId }: Partial<Pick<RoomFacts, 'timeZone' | 'locationId'>>,
): Promise<void> {
  requireTimeZone(timeZone)
  if (locationId && !(await hasLocation(tx, organizationId, locationId))) throw new Refused('location.not-found')
}
