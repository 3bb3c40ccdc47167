import type { Platform } from '../platform/platform.js'
import { acknowledgeDevices, noteSentDevices } from './device-link.jobs.js'
import type { LinkHandover } from './handover.js'

/** Hands over to the worker by jobs and to open pages by live events. */
export function platformHandover({ jobs, live }: Platform): LinkHandover {
  return {
    acknowledge: (organizationId, deviceIds) =>
      jobs.add(acknowledgeDevices, { organizationId, deviceIds: [...deviceIds] }),
    sent: (organizationId, devices) => jobs.add(noteSentDevices, { organizationId, devices: [...devices] }),
    changed: async (organizationId, deviceIds) => live.publish(organizationId, 'device', deviceIds),
  }
}
