import { outsideOrganizations } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { bringLicenseFiles, confirmLicenseFiles, sweepLicenseFiles } from './license-files.jobs.js'

const AT_MOST = 1_000

type Found = { organization_id: string; device_ids: string[] }

/** Puts back what lost jobs left undone. */
export class SweepLicenseFiles implements JobHandler<Record<string, never>> {
  readonly job = sweepLicenseFiles

  constructor(private readonly platform: Platform) {}

  async handle(): Promise<void> {
    const { pool } = this.platform.database
    const [requested, unconfirmed] = await outsideOrganizations(() =>
      Promise.all([
        pool.query('SELECT * FROM system.requested_license_files($1)', [AT_MOST]),
        pool.query('SELECT * FROM system.unconfirmed_license_files($1)', [AT_MOST]),
      ]),
    )
    for (const { organization_id: organizationId, device_ids: deviceIds } of requested.rows as Found[])
      await this.platform.jobs.putBack(bringLicenseFiles, { organizationId, deviceIds })
    for (const { organization_id: organizationId, device_ids: deviceIds } of unconfirmed.rows as Found[])
      await this.platform.jobs.putBack(confirmLicenseFiles, { organizationId, deviceIds })
  }
}
