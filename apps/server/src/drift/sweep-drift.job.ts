import { outsideOrganizations } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { judgeDrift, sweepDrift } from './drift.jobs.js'

const AT_MOST = 5_000
const PER_JOB = 1_000

type Unjudged = { organization_id: string; device_ids: string[] }

/** Puts back what a lost job left uncompared. */
export class SweepDrift implements JobHandler<Record<string, never>> {
  readonly job = sweepDrift

  constructor(private readonly platform: Platform) {}

  async handle(): Promise<void> {
    const { pool } = this.platform.database
    const find = async () =>
      (await pool.query('SELECT * FROM system.unjudged_reports($1)', [AT_MOST])).rows as Unjudged[]
    for (const { organization_id: organizationId, device_ids: all } of await outsideOrganizations(find)) {
      for (let from = 0; from < all.length; from += PER_JOB)
        await this.platform.jobs.putBack(judgeDrift, { organizationId, deviceIds: all.slice(from, from + PER_JOB) })
    }
  }
}
