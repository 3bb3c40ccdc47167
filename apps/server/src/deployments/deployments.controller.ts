import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeDeployment } from './change-deployment.js'
import { CreateDeployment } from './create-deployment.js'
import { DeploymentQueries } from './deployments.queries.js'
import { ExportPreview } from './export-preview.js'
import { PreviewQueries } from './preview.queries.js'

const { deployments } = routes

@Controller()
export class DeploymentsController {
  constructor(
    private readonly queries: DeploymentQueries,
    private readonly previews: PreviewQueries,
    private readonly exportPreview: ExportPreview,
    private readonly createDeployment: CreateDeployment,
    private readonly changeDeployment: ChangeDeployment,
  ) {}

  @Endpoint(deployments.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof deployments.list>) {
    return this.queries.list(caller.organizationId, query, caller.language)
  }

  @Endpoint(deployments.create)
  create(@By() caller: Caller, @Input() input: InputOf<typeof deployments.create>) {
    return this.createDeployment.run(caller, input)
  }

  @Endpoint(deployments.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.get>) {
    return this.queries.find(caller.organizationId, params.deploymentId, caller.language)
  }

  @Endpoint(deployments.change)
  change(@By() caller: Caller, @Input() input: InputOf<typeof deployments.change>) {
    return this.changeDeployment.run(caller, input)
  }

  @Endpoint(deployments.discard)
  async discard(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.discard>): Promise<undefined> {
    await this.changeDeployment.discard(caller, params.deploymentId)
  }

  @Endpoint(deployments.preview)
  preview(@By() caller: Caller, @Input() { params, query }: InputOf<typeof deployments.preview>) {
    return this.previews.page(caller.organizationId, params.deploymentId, query)
  }

  @Endpoint(deployments.previewFile)
  async previewFile(
    @By() caller: Caller,
    @Input() { params }: InputOf<typeof deployments.previewFile>,
    @Res() reply: FastifyReply,
  ) {
    const rows = await this.exportPreview.run(caller, params.deploymentId)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="preview-${params.deploymentId}.csv"`)
      .header('cache-control', 'no-store')
      .send(rows)
  }

  @Endpoint(deployments.targets)
  targets(@By() caller: Caller, @Input() { params, query }: InputOf<typeof deployments.targets>) {
    return this.queries.targets(caller.organizationId, { deploymentId: params.deploymentId }, query, caller.language)
  }

  @Endpoint(deployments.failures)
  failures(@By() caller: Caller, @Input() { params }: InputOf<typeof deployments.failures>) {
    return this.queries.failures(caller.organizationId, params.deploymentId, caller.language)
  }

  @Endpoint(deployments.ofDevice)
  ofDevice(@By() caller: Caller, @Input() { params, query }: InputOf<typeof deployments.ofDevice>) {
    return this.queries.targets(caller.organizationId, { deviceId: params.deviceId }, query, caller.language)
  }
}
