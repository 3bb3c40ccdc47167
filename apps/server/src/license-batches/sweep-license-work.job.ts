import { grouped } from '../configuration/grouped.js'
import { applyRules } from '../license-rules/license-rules.jobs.js'
import type { ConfirmReleases } from '../licenses/confirm-releases.js'
import { inOrganization, outsideOrganizations } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { runBatch, sweepLicenseWork } from './license-batches.jobs.js'

const AT_MOST = 500

type Due = { organization_id: string; kind: 'batch' | 'rule' | 'release'; id: string }

/** Finds batches that nobody carries on, rules to look at, and devices heard of without a feature that was taken back. */
export class SweepLicenseWork implements JobHandler<Record<string, never>> {
  readonly job = sweepLicenseWork

  constructor(
    private readonly platform: Platform,
    private readonly releases: ConfirmReleases,
  ) {}

  async handle(): Promise<void> {
    const { pool } = this.platform.database
    const [found] = await outsideOrganizations(() =>
      Promise.all([pool.query('SELECT * FROM system.due_license_work($1)', [AT_MOST])]),
    )
    const due = found.rows as Due[]
    const of = (kind: Due['kind']) => due.filter((one) => one.kind === kind)
    for (const { organization_id: organizationId, id: batchId } of of('batch'))
      await this.platform.jobs.putBack(runBatch, { organizationId, batchId })
    for (const { organization_id: organizationId, id: ruleId } of of('rule'))
      await this.platform.jobs.putBack(applyRules, { organizationId, ruleId })
    for (const [organizationId, heard] of grouped(of('release'), (one) => one.organization_id)) {
      const ids = heard.map(({ id }) => id)
      await inOrganization({ organizationId, actor: 'system:licenses' }, () => this.releases.run(organizationId, ids))
    }
  }
}
