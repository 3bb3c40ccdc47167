import type { z } from 'zod'
import { systemActor } from '../audit/audit.js'
import type { PlanLicenses } from '../licenses/plan-licenses.js'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { bringLicenseFiles } from './license-files.jobs.js'
import { takeRequests } from './license-files.store.js'

type Payload = z.infer<typeof bringLicenseFiles.payload>

/** Whoever takes a device's request plans its file in the same transaction, so that it is planned once. */
export class BringLicenseFiles implements JobHandler<Payload> {
  readonly job = bringLicenseFiles

  constructor(
    private readonly platform: Platform,
    private readonly plan: PlanLicenses,
  ) {}

  async handle({ organizationId, deviceIds }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:licenses' }, async () => {
      const planned = await this.platform.transaction(async (tx) => {
        const devices = await takeRequests(tx, organizationId, deviceIds)
        const changes = devices.flatMap(({ deviceId, features }) =>
          features.map((feature) => ({ deviceId, feature, before: false, after: true })),
        )
        return this.plan.plan(tx, systemActor('licenses'), organizationId, changes, null)
      })
      await this.plan.announce(planned)
    })
  }
}
