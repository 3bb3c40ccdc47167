import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { CancelDeployment } from './cancel-deployment.js'
import { DeploymentQueries } from './deployments.queries.js'
import { RetryDeployment } from './retry-deployment.js'

const { deployments } = routes

@Controller()
export class DeploymentsController {
  constructor(
    private readonly queries: DeploymentQueries,
    private readonly retryDeployment: RetryDeployment,
    private readonly cancelDeployment: CancelDeployment,
  ) {}

  @Endpoint(deployments.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof deployments.list>) {
    return this.queries.list(caller.organizationId, query)
  }

  @Endpoint(deployments.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.get>) {
    return this.queries.find(caller.organizationId, params.deploymentId)
  }

  @Endpoint(deployments.targets)
  targets(@By() caller: Caller, @Input() { params, query }: InputOf<typeof deployments.targets>) {
    return this.queries.targets(caller.organizationId, { deploymentId: params.deploymentId }, query, caller.language)
  }

  @Endpoint(deployments.ofDevice)
  ofDevice(@By() caller: Caller, @Input() { params, query }: InputOf<typeof deployments.ofDevice>) {
    return this.queries.targets(caller.organizationId, { deviceId: params.deviceId }, query, caller.language)
  }

  @Endpoint(deployments.retry)
  retry(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.retry>) {
    return this.retryDeployment.run(caller, params.deploymentId)
  }

  @Endpoint(deployments.cancel)
  cancel(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.cancel>) {
    return this.cancelDeployment.run(caller, params.deploymentId)
  }
}
