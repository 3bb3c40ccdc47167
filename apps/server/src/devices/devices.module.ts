import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ConfigurationReleaseModule } from '../configuration/configuration-release.module.js'
import { DeploymentsModule } from '../deployments/deployments.module.js'
import { GroupsModule } from '../groups/groups.module.js'
import { IssueLicenseFilesModule } from '../license-files/issue-license-files.module.js'
import { LicensesModule } from '../licenses/licenses.module.js'
import { ProfilesModule } from '../profiles/profiles.module.js'
import { ChangeDevice } from './change-device.js'
import { CreateDevice } from './create-device.js'
import { DeviceMovesController } from './device-moves.controller.js'
import { DeviceReadsModule } from './device-reads.module.js'
import { DeviceReplacementsController } from './device-replacements.controller.js'
import { DevicesController } from './devices.controller.js'
import { IssueClaimCode } from './issue-claim-code.js'
import { MoveDestination } from './move-destination.js'
import { MoveDevice } from './move-device.js'
import { RecordRegistration } from './record-registration.js'
import { ReplaceDevice } from './replace-device.js'
import { RetireDevice } from './retire-device.js'
import { SuccessorOf } from './successor-of.js'
import { TakeOverSettings } from './take-over-settings.js'

/** What there is. */
@Module({
  imports: [
    AuditModule,
    ConfigurationReleaseModule,
    DeploymentsModule,
    DeviceReadsModule,
    GroupsModule,
    IssueLicenseFilesModule,
    LicensesModule,
    ProfilesModule,
  ],
  controllers: [DevicesController, DeviceReplacementsController, DeviceMovesController],
  providers: [
    CreateDevice,
    ChangeDevice,
    RecordRegistration,
    IssueClaimCode,
    MoveDestination,
    MoveDevice,
    ReplaceDevice,
    RetireDevice,
    SuccessorOf,
    TakeOverSettings,
  ],
})
export class DevicesModule {}
