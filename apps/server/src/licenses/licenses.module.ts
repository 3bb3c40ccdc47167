import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { DeviceReadsModule } from '../devices/device-reads.module.js'
import { ActivateDevices } from './activate-devices.js'
import { ActivateLicense } from './activate-license.js'
import { ChangePool } from './change-pool.js'
import { CreatePool } from './create-pool.js'
import { HandOverLicenses } from './hand-over-licenses.js'
import { IssueKey } from './issue-key.js'
import { IssueKeys } from './issue-keys.js'
import { LicenseKeyDeviceQueries } from './license-key-devices.queries.js'
import { LicenseKeyGuesses } from './license-key-guesses.store.js'
import { LicenseKeyLifeQueries } from './license-key-life.queries.js'
import { LicenseKeysController } from './license-keys.controller.js'
import { LicenseKeyQueries } from './license-keys.queries.js'
import { LicensePoolsController } from './license-pools.controller.js'
import { LicensePoolQueries } from './license-pools.queries.js'
import { LicenseTransfersController } from './license-transfers.controller.js'
import { LicensesController } from './licenses.controller.js'
import { MoveLicenses } from './move-licenses.js'
import { MoveUnits } from './move-units.js'
import { PlanLicenses } from './plan-licenses.js'
import { PrintKeys } from './print-keys.js'
import { RecordVendorKeys } from './record-vendor-keys.js'
import { RedeemKey } from './redeem-key.js'
import { ReleaseDevices } from './release-devices.js'
import { ReleaseFeatures } from './release-features.js'
import { RevokeKey } from './revoke-key.js'
import { StopPool } from './stop-pool.js'
import { TellLifeOfKey } from './tell-life-of-key.js'
import { TransferLicense } from './transfer-license.js'
import { UnconfirmedReleaseQueries } from './unconfirmed-releases.queries.js'

/** Units, keys, and what is active where. */
@Module({
  imports: [AuditModule, DeviceReadsModule],
  controllers: [LicenseKeysController, LicensePoolsController, LicenseTransfersController, LicensesController],
  providers: [
    ActivateDevices,
    ActivateLicense,
    ChangePool,
    CreatePool,
    HandOverLicenses,
    IssueKey,
    IssueKeys,
    LicenseKeyDeviceQueries,
    LicenseKeyGuesses,
    LicenseKeyLifeQueries,
    LicenseKeyQueries,
    LicensePoolQueries,
    MoveLicenses,
    MoveUnits,
    PlanLicenses,
    PrintKeys,
    RecordVendorKeys,
    RedeemKey,
    ReleaseDevices,
    ReleaseFeatures,
    RevokeKey,
    StopPool,
    TellLifeOfKey,
    TransferLicense,
    UnconfirmedReleaseQueries,
  ],
  exports: [
    ActivateDevices,
    HandOverLicenses,
    LicensePoolQueries,
    MoveLicenses,
    PlanLicenses,
    ReleaseDevices,
    ReleaseFeatures,
  ],
})
export class LicensesModule {}
