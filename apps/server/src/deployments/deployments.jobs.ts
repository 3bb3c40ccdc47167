import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

const retry = { attempts: 5, backoffMilliseconds: 500 } as const

/** Sends what a deployment still has to send and may send now. */
export const pushTargets = defineJob({
  name: 'deployments.push',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), deploymentId: z.uuid() }),
  retry,
})

/** Takes in what devices said about their open targets, and sends what waited for them to come back or hang up. */
export const acknowledgeTargets = defineJob({
  name: 'deployments.acknowledge',
  queue: 'devices',
  payload: z.object({
    organizationId: z.uuid(),
    deviceIds: z.array(z.uuid()).max(1000),
    /** Versions that the link handed to devices in answer to their hello. */
    sent: z
      .array(z.object({ deviceId: z.uuid(), version: z.int() }))
      .max(1000)
      .default([]),
  }),
  retry,
})

/** Finds promises whose job got lost and answers that did not come. */
export const sweepTargets = defineJob({
  name: 'deployments.sweep',
  queue: 'clock',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
  everyMilliseconds: 2_000,
})
