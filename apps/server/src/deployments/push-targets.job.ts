import { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { DeliverTargets } from './deliver-targets.js'
import { pushTargets } from './deployments.jobs.js'
import { ofDeployment } from './targets.store.js'

export class PushTargets implements JobHandler<z.infer<typeof pushTargets.payload>> {
  readonly job = pushTargets

  constructor(private readonly deliver: DeliverTargets) {}

  async handle({ organizationId, deploymentId }: z.infer<typeof pushTargets.payload>): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:deployments' }, () =>
      this.deliver.run(organizationId, ofDeployment(deploymentId)),
    )
  }
}
