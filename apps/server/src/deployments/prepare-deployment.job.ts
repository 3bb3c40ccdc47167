import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { prepareDeployment, tendDeployment } from './deployments.jobs.js'
import type { PrepareDeployment } from './prepare-deployment.js'

type Payload = z.infer<typeof prepareDeployment.payload>

/** The next part of a preview; what follows it, such as the start of an automatic way back, is looked after at once. */
export class PrepareDeployments implements JobHandler<Payload> {
  readonly job = prepareDeployment

  constructor(
    private readonly platform: Platform,
    private readonly prepare: PrepareDeployment,
  ) {}

  async handle({ organizationId, deploymentId }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:deployments' }, async () => {
      const isMore = await this.prepare.run(organizationId, deploymentId)
      if (!isMore) await this.platform.jobs.add(tendDeployment, { organizationId, deploymentId })
    })
  }
}
