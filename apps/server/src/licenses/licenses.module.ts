import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { DeviceReadsModule } from '../devices/device-reads.module.js'
import { ActivateLicense } from './activate-license.js'
import { CreatePool } from './create-pool.js'
import { IssueKey } from './issue-key.js'
import { LicensesController } from './licenses.controller.js'
import { LicenseQueries } from './licenses.queries.js'
import { PlanLicenses } from './plan-licenses.js'
import { ReleaseFeatures } from './release-features.js'

/** Units, keys, and what is active where. */
@Module({
  imports: [AuditModule, DeviceReadsModule],
  controllers: [LicensesController],
  providers: [ActivateLicense, CreatePool, IssueKey, LicenseQueries, PlanLicenses, ReleaseFeatures],
  exports: [PlanLicenses, ReleaseFeatures],
})
export class LicensesModule {}
