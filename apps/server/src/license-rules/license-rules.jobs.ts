import { z } from 'zod'
import { defineJob } from '../platform/jobs/define-job.js'

/** Gives what is free to the devices that a rule, and those beside it for the same feature, are for. */
export const applyRules = defineJob({
  name: 'license-rules.apply',
  queue: 'devices',
  payload: z.object({ organizationId: z.uuid(), ruleId: z.uuid() }),
  retry: { attempts: 5, backoffMilliseconds: 500 },
  priority: 10,
})
