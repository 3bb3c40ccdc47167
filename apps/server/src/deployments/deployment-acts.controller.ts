import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ApproveDeployment } from './approve-deployment.js'
import { CancelDeployment } from './cancel-deployment.js'
import { ForceTarget } from './force-target.js'
import { PauseDeployment } from './pause-deployment.js'
import { RetryDeployment } from './retry-deployment.js'
import { RollBack } from './roll-back.js'
import { StartNow } from './start-now.js'

const { deployments } = routes

@Controller()
export class DeploymentActsController {
  constructor(
    private readonly startNow: StartNow,
    private readonly approval: ApproveDeployment,
    private readonly pausing: PauseDeployment,
    private readonly retryDeployment: RetryDeployment,
    private readonly cancelDeployment: CancelDeployment,
    private readonly rollBack: RollBack,
    private readonly forceTarget: ForceTarget,
  ) {}

  @Endpoint(deployments.start)
  start(@By() caller: Caller, @Input() { params, body }: InputOf<typeof deployments.start>) {
    return this.startNow.run(caller, params.deploymentId, body)
  }

  @Endpoint(deployments.approve)
  approve(@By() caller: Caller, @Input() { params, body }: InputOf<typeof deployments.approve>) {
    return this.approval.approve(caller, params.deploymentId, body.previewHash)
  }

  @Endpoint(deployments.reject)
  reject(@By() caller: Caller, @Input() { params, body }: InputOf<typeof deployments.reject>) {
    return this.approval.reject(caller, params.deploymentId, body.reason)
  }

  @Endpoint(deployments.pause)
  pause(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.pause>) {
    return this.pausing.pause(caller, params.deploymentId)
  }

  @Endpoint(deployments.resume)
  resume(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.resume>) {
    return this.pausing.resume(caller, params.deploymentId)
  }

  @Endpoint(deployments.openRing)
  openRing(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.openRing>) {
    return this.pausing.openNext(caller, params.deploymentId)
  }

  @Endpoint(deployments.retry)
  retry(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.retry>) {
    return this.retryDeployment.run(caller, params.deploymentId)
  }

  @Endpoint(deployments.cancel)
  cancel(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.cancel>) {
    return this.cancelDeployment.run(caller, params.deploymentId)
  }

  @Endpoint(deployments.rollback)
  rollback(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.rollback>) {
    return this.rollBack.run(caller, params.deploymentId)
  }

  @Endpoint(deployments.force)
  force(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.force>) {
    return this.forceTarget.run(caller, params.deploymentId, params.targetId)
  }
}
