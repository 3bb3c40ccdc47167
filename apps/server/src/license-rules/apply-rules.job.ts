import type { z } from 'zod'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import type { ApplyRules } from './apply-rules.js'
import { applyRules } from './license-rules.jobs.js'

type Payload = z.infer<typeof applyRules.payload>

export class ApplyLicenseRules implements JobHandler<Payload> {
  readonly job = applyRules

  constructor(
    private readonly platform: Platform,
    private readonly rules: ApplyRules,
  ) {}

  async handle({ organizationId, ruleId }: Payload): Promise<void> {
    const actor = 'system:license-rules'
    const more = await inOrganization({ organizationId, actor }, () => this.rules.part(organizationId, ruleId))
    if (more) await this.platform.jobs.add(applyRules, { organizationId, ruleId })
  }
}
