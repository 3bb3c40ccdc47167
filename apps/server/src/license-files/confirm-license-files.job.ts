import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { ConfirmLicenses } from './confirm-licenses.js'
import { confirmLicenseFiles } from './license-files.jobs.js'

type Payload = z.infer<typeof confirmLicenseFiles.payload>

/** What the sweep found. */
export class ConfirmLicenseFiles implements JobHandler<Payload> {
  readonly job = confirmLicenseFiles

  constructor(private readonly confirm: ConfirmLicenses) {}

  async handle({ organizationId, deviceIds }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:licenses' }, () =>
      this.confirm.run(organizationId, deviceIds),
    )
  }
}
