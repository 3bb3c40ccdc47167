import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

const retry = { attempts: 5, backoffMilliseconds: 200 }

/** Devices with an open target reported, came online, or ended a call: see what it means for the target. */
export const acknowledgeDevices = defineJob({
  name: 'deployments.acknowledge',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), deviceIds: z.array(z.uuid()).min(1) }),
  retry,
})

/** The link itself sent devices their newest configuration, in answer to a hello. */
export const noteSentDevices = defineJob({
  name: 'deployments.note-sent',
  queue: 'devices',
  payload: z.object({
    organizationId: z.uuid(),
    devices: z.array(z.object({ deviceId: z.uuid(), version: z.int().positive() })).min(1),
  }),
  retry,
})
