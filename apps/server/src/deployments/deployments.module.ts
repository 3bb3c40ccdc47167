import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ConfigurationReleaseModule } from '../configuration/configuration-release.module.js'
import { ApproveDeployment } from './approve-deployment.js'
import { CancelDeployment } from './cancel-deployment.js'
import { CancelTargets } from './cancel-targets.js'
import { ChangeDeployment } from './change-deployment.js'
import { CreateDeployment } from './create-deployment.js'
import { DeploymentActsController } from './deployment-acts.controller.js'
import { DeploymentsController } from './deployments.controller.js'
import { DeploymentQueries } from './deployments.queries.js'
import { DeploymentsOfDevices } from './deployments-of-devices.js'
import { ExportPreview } from './export-preview.js'
import { ForceTarget } from './force-target.js'
import { GrowDeployment } from './grow-deployment.js'
import { PauseDeployment } from './pause-deployment.js'
import { PlanDeployment } from './plan-deployment.js'
import { PlanForDevices } from './plan-for-devices.js'
import { PreviewQueries } from './preview.queries.js'
import { RetryDeployment } from './retry-deployment.js'
import { RollBack } from './roll-back.js'
import { StartDeployment } from './start-deployment.js'
import { StartNow } from './start-now.js'
import { TendDeployment } from './tend-deployment.js'

/** Making what should be become what is. */
@Module({
  imports: [AuditModule, ConfigurationReleaseModule],
  controllers: [DeploymentsController, DeploymentActsController],
  providers: [
    DeploymentQueries,
    PreviewQueries,
    DeploymentsOfDevices,
    PlanDeployment,
    PlanForDevices,
    CreateDeployment,
    ChangeDeployment,
    ExportPreview,
    StartDeployment,
    StartNow,
    ApproveDeployment,
    TendDeployment,
    GrowDeployment,
    PauseDeployment,
    RetryDeployment,
    CancelTargets,
    CancelDeployment,
    RollBack,
    ForceTarget,
  ],
  exports: [DeploymentsOfDevices, PlanDeployment, PlanForDevices, CreateDeployment],
})
export class DeploymentsModule {}
