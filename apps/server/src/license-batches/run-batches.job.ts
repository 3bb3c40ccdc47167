import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { runBatch } from './license-batches.jobs.js'
import type { RunBatch } from './run-batch.js'

type Payload = z.infer<typeof runBatch.payload>

/** One part, and a job for the next: others have their turn in between. */
export class RunBatches implements JobHandler<Payload> {
  readonly job = runBatch

  constructor(
    private readonly platform: Platform,
    private readonly batches: RunBatch,
  ) {}

  async handle({ organizationId, batchId }: Payload): Promise<void> {
    const actor = 'system:license-batches'
    const more = await inOrganization({ organizationId, actor }, () => this.batches.part(organizationId, batchId))
    if (more) await this.platform.jobs.add(runBatch, { organizationId, batchId })
  }
}
