import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

/** Behind what people wait for on one device's page. */
const BEHIND = 10

/** Looks at pools whose time has come: drops what they no longer cover, gives back what they cover again, tells people. */
export const reviewPools = defineJob({
  name: 'licenses.review',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), poolIds: z.array(z.uuid()).min(1).max(500) }),
  retry: { attempts: 3, backoffMilliseconds: 1_000 },
  priority: BEHIND,
})

/** Gives a feature that is on trial to the devices that can have it and have not. */
export const spreadTrial = defineJob({
  name: 'licenses.spread-trial',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), poolId: z.uuid() }),
  retry: { attempts: 3, backoffMilliseconds: 1_000 },
  priority: BEHIND,
})

/** Finds pools that are due, and pools on trial that a device has yet to have a unit of. */
export const sweepPools = defineJob({
  name: 'licenses.sweep-pools',
  queue: 'clock',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
  everyMilliseconds: 10_000,
})
