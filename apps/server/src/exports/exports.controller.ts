import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ExportInventory } from './export-inventory.js'

@Controller()
export class ExportsController {
  constructor(private readonly exportInventory: ExportInventory) {}

  @Endpoint(routes.devices.export)
  async inventory(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof routes.devices.export>,
    @Res() reply: FastifyReply,
  ) {
    const rows = await this.exportInventory.run(caller, query)
    const day = new Date().toISOString().slice(0, 10)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="inventory-${day}.csv"`)
      .header('cache-control', 'no-store')
      .send(rows)
  }
}
