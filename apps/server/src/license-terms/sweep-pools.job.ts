import { outsideOrganizations } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { atStep } from '../platform/kill-switch.js'
import type { Platform } from '../platform/platform.js'
import { reviewPools, spreadTrial, sweepPools } from './license-terms.jobs.js'
import { wantingTrials } from './wanting-trials.queries.js'

const AT_MOST = 500

type Due = { organization_id: string; pool_ids: string[] }

/**
 * Finds pools in whose life something happens now, those that a clock set back has put in the past again, and pools on trial
 * that a device has nothing of yet: devices come and become others, and nobody has to announce it.
 */
export class SweepPools implements JobHandler<Record<string, never>> {
  readonly job = sweepPools

  constructor(private readonly platform: Platform) {}

  async handle(): Promise<void> {
    const { pool } = this.platform.database
    const find = async () =>
      (await pool.query('SELECT * FROM system.due_license_pools($1, $2)', [new Date(), AT_MOST])).rows as Due[]
    const due = await outsideOrganizations(find)
    atStep('license-sweep.found')
    for (const { organization_id: organizationId, pool_ids: poolIds } of due)
      await this.platform.jobs.putBack(reviewPools, { organizationId, poolIds })
    for (const wanting of await wantingTrials(this.platform, new Date()))
      await this.platform.jobs.putBack(spreadTrial, wanting)
  }
}
