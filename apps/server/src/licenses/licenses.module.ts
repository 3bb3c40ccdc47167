import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { DeviceReadsModule } from '../devices/device-reads.module.js'
import { ActivateDevices } from './activate-devices.js'
import { ActivateLicense } from './activate-license.js'
import { CreatePool } from './create-pool.js'
import { HandOverLicenses } from './hand-over-licenses.js'
import { IssueKey } from './issue-key.js'
import { LicenseTransfersController } from './license-transfers.controller.js'
import { LicensesController } from './licenses.controller.js'
import { LicenseQueries } from './licenses.queries.js'
import { MoveLicenses } from './move-licenses.js'
import { PlanLicenses } from './plan-licenses.js'
import { ReleaseDevices } from './release-devices.js'
import { ReleaseFeatures } from './release-features.js'
import { TransferLicense } from './transfer-license.js'
import { UnconfirmedReleaseQueries } from './unconfirmed-releases.queries.js'

/** Units, keys, and what is active where. */
@Module({
  imports: [AuditModule, DeviceReadsModule],
  controllers: [LicensesController, LicenseTransfersController],
  providers: [
    ActivateDevices,
    ActivateLicense,
    CreatePool,
    HandOverLicenses,
    IssueKey,
    LicenseQueries,
    MoveLicenses,
    PlanLicenses,
    ReleaseDevices,
    ReleaseFeatures,
    TransferLicense,
    UnconfirmedReleaseQueries,
  ],
  exports: [ActivateDevices, HandOverLicenses, MoveLicenses, PlanLicenses, ReleaseDevices, ReleaseFeatures],
})
export class LicensesModule {}
