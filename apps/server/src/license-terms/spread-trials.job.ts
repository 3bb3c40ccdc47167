import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { spreadTrial } from './license-terms.jobs.js'
import type { SpreadTrials } from './spread-trials.js'

type Payload = z.infer<typeof spreadTrial.payload>

/** Whoever comes second finds nobody without. */
export class SpreadWantingTrials implements JobHandler<Payload> {
  readonly job = spreadTrial

  constructor(private readonly spread: SpreadTrials) {}

  async handle({ organizationId, poolId }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:licenses' }, () =>
      this.spread.run(organizationId, poolId, new Date()),
    )
  }
}
