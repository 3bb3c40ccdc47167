import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { DeploymentsModule } from '../deployments/deployments.module.js'
import { LicensesModule } from '../licenses/licenses.module.js'
import { ProfilesModule } from '../profiles/profiles.module.js'
import { ChangeDevice } from './change-device.js'
import { CreateDevice } from './create-device.js'
import { DeviceReadsModule } from './device-reads.module.js'
import { DevicesController } from './devices.controller.js'
import { IssueClaimCode } from './issue-claim-code.js'
import { RecordRegistration } from './record-registration.js'
import { RetireDevice } from './retire-device.js'

/** What there is. */
@Module({
  imports: [AuditModule, DeploymentsModule, DeviceReadsModule, LicensesModule, ProfilesModule],
  controllers: [DevicesController],
  providers: [CreateDevice, ChangeDevice, RecordRegistration, IssueClaimCode, RetireDevice],
})
export class DevicesModule {}
