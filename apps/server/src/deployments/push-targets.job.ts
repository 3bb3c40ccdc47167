import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import type { DeliverTargets } from './deliver-targets.js'
import { pushFleet, pushTargets } from './deployments.jobs.js'
import type { ReleaseTargets } from './release-targets.js'

type Payload = z.infer<typeof pushTargets.payload>

/** What somebody saved on a device's own page: released with the save, so that it only has to be sent. */
export class PushTargets implements JobHandler<Payload> {
  readonly job = pushTargets

  constructor(
    private readonly platform: Platform,
    private readonly deliver: DeliverTargets,
  ) {}

  async handle({ organizationId, deploymentId }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:deployments' }, async () => {
      const isMore = await this.deliver.ofDeployment(organizationId, deploymentId)
      if (isMore) await this.platform.jobs.add(pushFleet, { organizationId, deploymentId })
    })
  }
}

/** One batch of a deployment to many; then it goes to the back of the queue, so that no worker is held for long. */
export class PushFleet implements JobHandler<Payload> {
  readonly job = pushFleet

  constructor(
    private readonly platform: Platform,
    private readonly release: ReleaseTargets,
    private readonly deliver: DeliverTargets,
  ) {}

  async handle({ organizationId, deploymentId }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:deployments' }, async () => {
      const released = await this.release.run(organizationId, deploymentId)
      if (released === 'busy') return
      const isMore = await this.deliver.ofDeployment(organizationId, deploymentId, released !== 'full')
      if (isMore || released === 'more') await this.platform.jobs.add(pushFleet, { organizationId, deploymentId })
    })
  }
}
