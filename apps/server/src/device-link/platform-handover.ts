import { acknowledgeTargets } from '../deployments/deployments.jobs.js'
import { judgeDevices } from '../devices/devices.jobs.js'
import { judgeDrift } from '../drift/drift.jobs.js'
import { bringLicenseFiles } from '../license-files/license-files.jobs.js'
import type { Platform } from '../platform/platform.js'
import type { LinkHandover } from './handover.js'

/** Hands over to the worker by jobs and to open pages by live events. */
export function platformHandover({ jobs, live, log }: Platform): LinkHandover {
  return {
    acknowledge: (organizationId, deviceIds) =>
      jobs.add(acknowledgeTargets, { organizationId, deviceIds: [...deviceIds], sent: [] }),
    sent: (organizationId, devices) =>
      jobs.add(acknowledgeTargets, { organizationId, deviceIds: [], sent: [...devices] }),
    reported: async (organizationId, deviceIds) => {
      await jobs.add(judgeDevices, { organizationId, deviceIds: [...deviceIds] })
      await jobs.add(judgeDrift, { organizationId, deviceIds: [...deviceIds] })
    },
    licensed: (organizationId, deviceId) =>
      jobs.add(bringLicenseFiles, { organizationId, deviceIds: [deviceId] }).catch((error: unknown) => {
        log.warn({ err: error, deviceId }, 'the job was not taken; the sweep finds the request')
      }),
    changed: async (organizationId, deviceIds) => live.publish(organizationId, 'device', deviceIds),
  }
}
