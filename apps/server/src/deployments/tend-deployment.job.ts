import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { tendDeployment } from './deployments.jobs.js'
import type { TendDeployment } from './tend-deployment.js'

type Payload = z.infer<typeof tendDeployment.payload>

export class TendDeployments implements JobHandler<Payload> {
  readonly job = tendDeployment

  constructor(private readonly tend: TendDeployment) {}

  async handle({ organizationId, deploymentId }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:deployments' }, () =>
      this.tend.run(organizationId, deploymentId),
    )
  }
}
