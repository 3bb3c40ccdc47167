import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { reviewPools } from './license-terms.jobs.js'
import type { ReviewPools } from './review-pools.js'

type Payload = z.infer<typeof reviewPools.payload>

/** The review of pools that are due; whoever comes second finds nothing to do. */
export class ReviewDuePools implements JobHandler<Payload> {
  readonly job = reviewPools

  constructor(private readonly review: ReviewPools) {}

  async handle({ organizationId, poolIds }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:licenses' }, () =>
      this.review.run(organizationId, poolIds, new Date()),
    )
  }
}
