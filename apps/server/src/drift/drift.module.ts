import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ConfigurationReleaseModule } from '../configuration/configuration-release.module.js'
import { DeploymentsModule } from '../deployments/deployments.module.js'
import { AdoptDrift } from './adopt-drift.js'
import { ChooseDrift } from './choose-drift.js'
import { DriftController } from './drift.controller.js'
import { DriftQueries } from './drift.queries.js'
import { EnforceDrift } from './enforce-drift.js'
import { ListDrift } from './list-drift.js'

/** Where devices are not what they should be, and what to do about it. */
@Module({
  imports: [AuditModule, ConfigurationReleaseModule, DeploymentsModule],
  controllers: [DriftController],
  providers: [AdoptDrift, ChooseDrift, DriftQueries, EnforceDrift, ListDrift],
})
export class DriftModule {}
