import type { Readable } from 'node:stream'
import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ExportInventory } from './export-inventory.js'
import { ExportLicenses } from './export-licenses.js'

const { devices, licensePools, licenseKeys } = routes

@Controller()
export class ExportsController {
  constructor(
    private readonly exportInventory: ExportInventory,
    private readonly exportLicenses: ExportLicenses,
  ) {}

  @Endpoint(devices.export)
  async inventory(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof devices.export>,
    @Res() reply: FastifyReply,
  ) {
    return send(reply, 'inventory', await this.exportInventory.run(caller, query))
  }

  @Endpoint(licensePools.export)
  async pools(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof licensePools.export>,
    @Res() reply: FastifyReply,
  ) {
    return send(reply, 'licence-pools', await this.exportLicenses.pools(caller, query))
  }

  @Endpoint(licenseKeys.export)
  async keys(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseKeys.export>, @Res() reply: FastifyReply) {
    return send(reply, 'licence-keys', await this.exportLicenses.keys(caller, query))
  }

  @Endpoint(licenseKeys.exportActivations)
  async activations(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof licenseKeys.exportActivations>,
    @Res() reply: FastifyReply,
  ) {
    return send(reply, 'activations', await this.exportLicenses.activations(caller, query))
  }
}

function send(reply: FastifyReply, name: string, rows: Readable) {
  const day = new Date().toISOString().slice(0, 10)
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}-${day}.csv"`)
    .header('cache-control', 'no-store')
    .send(rows)
}
