import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ExportBatch } from './export-batch.js'
import { LicenseBatchQueries } from './license-batches.queries.js'
import { PreviewBatch } from './preview-batch.js'
import { StartBatch } from './start-batch.js'

const { licenseBatches } = routes

@Controller()
export class LicenseBatchesController {
  constructor(
    private readonly queries: LicenseBatchQueries,
    private readonly previewBatch: PreviewBatch,
    private readonly startBatch: StartBatch,
    private readonly exportBatch: ExportBatch,
  ) {}

  @Endpoint(licenseBatches.preview)
  async preview(@By() caller: Caller, @Input() input: InputOf<typeof licenseBatches.preview>) {
    return this.queries.find(caller.organizationId, await this.previewBatch.run(caller, input))
  }

  @Endpoint(licenseBatches.start)
  async start(@By() caller: Caller, @Input() input: InputOf<typeof licenseBatches.start>) {
    await this.startBatch.run(caller, input)
    return this.queries.find(caller.organizationId, input.body.batchId)
  }

  @Endpoint(licenseBatches.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseBatches.list>) {
    return this.queries.list(caller.organizationId, query)
  }

  @Endpoint(licenseBatches.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseBatches.get>) {
    return this.queries.find(caller.organizationId, params.batchId)
  }

  @Endpoint(licenseBatches.devices)
  devices(@By() caller: Caller, @Input() { params, query }: InputOf<typeof licenseBatches.devices>) {
    return this.queries.devices(caller.organizationId, params.batchId, query)
  }

  @Endpoint(licenseBatches.devicesFile)
  async devicesFile(
    @By() caller: Caller,
    @Input() { params }: InputOf<typeof licenseBatches.devicesFile>,
    @Res() reply: FastifyReply,
  ) {
    const rows = await this.exportBatch.run(caller, params.batchId)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="licences-${params.batchId}.csv"`)
      .header('cache-control', 'no-store')
      .send(rows)
  }

  @Endpoint(licenseBatches.cancel)
  async cancel(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseBatches.cancel>) {
    await this.startBatch.cancel(caller, params.batchId)
    return this.queries.find(caller.organizationId, params.batchId)
  }
}
