import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

/** Compares what devices report with what their rooms expect, and notes what is missing. */
export const judgeDevices = defineJob({
  name: 'devices.judge',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), deviceIds: z.array(z.uuid()).min(1) }),
  retry: { attempts: 5, backoffMilliseconds: 500 },
})

/** Ends the connections of devices whose key opens nothing any more. One that is missed ends with its token. */
export const disconnectDevices = defineJob({
  name: 'devices.disconnect',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), deviceIds: z.array(z.uuid()).min(1) }),
  retry: { attempts: 10, backoffMilliseconds: 1_000 },
})
