import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

/** Carries out the next part of a batch. */
export const runBatch = defineJob({
  name: 'license-batches.run',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), batchId: z.uuid() }),
  retry: { attempts: 5, backoffMilliseconds: 500 },
  priority: 10,
})

/** Finds what was promised about licences and lost, and what has come true. */
export const sweepLicenseWork = defineJob({
  name: 'licenses.sweep',
  queue: 'clock',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
  everyMilliseconds: 5_000,
})
