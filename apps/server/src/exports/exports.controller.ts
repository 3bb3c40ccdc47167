import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ExportInventory } from './export-inventory.js'
import { ExportLicenses } from './export-licenses.js'
import { sendCsv } from './send-csv.js'

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
    return sendCsv(reply, 'inventory', await this.exportInventory.run(caller, query))
  }

  @Endpoint(licensePools.export)
  async pools(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof licensePools.export>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'licence-pools', await this.exportLicenses.pools(caller, query))
  }

  @Endpoint(licenseKeys.export)
  async keys(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseKeys.export>, @Res() reply: FastifyReply) {
    return sendCsv(reply, 'licence-keys', await this.exportLicenses.keys(caller, query))
  }

  @Endpoint(licenseKeys.exportActivations)
  async activations(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof licenseKeys.exportActivations>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'activations', await this.exportLicenses.activations(caller, query))
  }
}
