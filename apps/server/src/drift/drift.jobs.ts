import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

/** Compares what devices report with what was released to them. */
export const judgeDrift = defineJob({
  name: 'drift.judge',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), deviceIds: z.array(z.uuid()).min(1).max(1000) }),
  retry: { attempts: 5, backoffMilliseconds: 500 },
})

/** Finds reports that nobody compared. */
export const sweepDrift = defineJob({
  name: 'drift.sweep',
  queue: 'clock',
  payload: z.object({}),
  retry: { attempts: 1, backoffMilliseconds: 0 },
  everyMilliseconds: 60_000,
})
