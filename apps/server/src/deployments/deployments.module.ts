import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ConfigurationReleaseModule } from '../configuration/configuration-release.module.js'
import { CancelDeployment } from './cancel-deployment.js'
import { DeploymentsController } from './deployments.controller.js'
import { DeploymentQueries } from './deployments.queries.js'
import { DeploymentsOfDevices } from './deployments-of-devices.js'
import { PlanDeployment } from './plan-deployment.js'
import { PlanForDevices } from './plan-for-devices.js'
import { RetryDeployment } from './retry-deployment.js'

/** Making what should be become what is. */
@Module({
  imports: [AuditModule, ConfigurationReleaseModule],
  controllers: [DeploymentsController],
  providers: [
    DeploymentQueries,
    DeploymentsOfDevices,
    PlanDeployment,
    PlanForDevices,
    RetryDeployment,
    CancelDeployment,
  ],
  exports: [DeploymentsOfDevices, PlanDeployment, PlanForDevices],
})
export class DeploymentsModule {}
