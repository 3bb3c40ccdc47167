import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

const retry = { attempts: 5, backoffMilliseconds: 500 } as const

/** Sends what was saved for one device, now or as soon as it can be. */
export const pushTargets = defineJob({
  name: 'deployments.push',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), deploymentId: z.uuid() }),
  retry,
})

const ofDeployment = z.object({ organizationId: z.uuid(), deploymentId: z.uuid() })
/** Behind what people wait for on one device's page. */
const BEHIND = 10

/** Releases and sends one batch of a deployment to many devices. */
export const pushFleet = defineJob({
  name: 'deployments.push-fleet',
  queue: 'devices',
  payload: ofDeployment,
  retry,
  priority: BEHIND,
})

/** Works out the next part of a preview. */
export const prepareDeployment = defineJob({
  name: 'deployments.prepare',
  queue: 'devices',
  payload: ofDeployment,
  retry,
  priority: BEHIND,
})

/** Does what is due in a deployment's life: begins it, opens the next ring, goes back, lets devices join. */
export const tendDeployment = defineJob({
  name: 'deployments.tend',
  queue: 'devices',
  payload: ofDeployment,
  retry,
  priority: BEHIND,
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
