import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

const ofDevices = z.object({ organizationId: z.uuid(), deviceIds: z.array(z.uuid()).min(1).max(1000) })
const retry = { attempts: 5, backoffMilliseconds: 500 } as const

/** Plans the first licence file of devices that have enrolled and had something activated before. */
export const bringLicenseFiles = defineJob({
  name: 'license-files.bring',
  queue: 'devices',
  payload: ofDevices,
  retry,
})

/** Notes which licence files devices say they hold. */
export const confirmLicenseFiles = defineJob({
  name: 'license-files.confirm',
  queue: 'devices',
  payload: ofDevices,
  retry,
})

/** Finds enrolled devices without their file, and confirmations that nobody took in. */
export const sweepLicenseFiles = defineJob({
  name: 'license-files.sweep',
  queue: 'clock',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
  everyMilliseconds: 10_000,
})
