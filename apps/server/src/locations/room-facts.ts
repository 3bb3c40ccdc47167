import { decideOfficeHours } from '@maestro/domain'
import { requireTimeZone } from '../organizations/found-organization.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import { hasLocation, type RoomFacts } from './rooms.store.js'

/** Refuses what cannot be true of a room: an unknown time zone, hours that end early, a place that is not the organization's. */
export async function requireRoomFacts(
  tx: Transaction,
  organizationId: string,
  { timeZone, locationId, officeHours }: Partial<Pick<RoomFacts, 'timeZone' | 'locationId' | 'officeHours'>>,
): Promise<void> {
  requireTimeZone(timeZone)
  const hours = decideOfficeHours(officeHours ?? [])
  if (!hours.ok)
    throw new Refused(hours.code, hours.params, [{ path: 'officeHours', code: hours.code, params: hours.params }])
  if (locationId && !(await hasLocation(tx, organizationId, locationId))) throw new Refused('location.not-found')
}
