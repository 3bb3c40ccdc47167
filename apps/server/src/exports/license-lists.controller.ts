import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ExportLicenseLists } from './export-license-lists.js'
import { sendCsv } from './send-csv.js'

const { customerLicenses, licensePools, licenseRules, licenseTerms, licenseTransfers } = routes

@Controller()
export class LicenseListsController {
  constructor(private readonly lists: ExportLicenseLists) {}

  @Endpoint(licenseTerms.positionExport)
  async position(@By() caller: Caller, @Res() reply: FastifyReply) {
    return sendCsv(reply, 'licence-position', await this.lists.position(caller))
  }

  @Endpoint(licenseTerms.noticesExport)
  async notices(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof licenseTerms.noticesExport>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'licence-notices', await this.lists.notices(caller, query))
  }

  @Endpoint(licensePools.movesExport)
  async moves(
    @By() caller: Caller,
    @Input() { params }: InputOf<typeof licensePools.movesExport>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'unit-moves', await this.lists.moves(caller, params.poolId))
  }

  @Endpoint(licenseTransfers.unconfirmedExport)
  async unconfirmed(@By() caller: Caller, @Res() reply: FastifyReply) {
    return sendCsv(reply, 'unconfirmed-releases', await this.lists.unconfirmed(caller))
  }

  @Endpoint(licenseRules.export)
  async rules(@By() caller: Caller, @Res() reply: FastifyReply) {
    return sendCsv(reply, 'licence-rules', await this.lists.rules(caller))
  }

  @Endpoint(licenseRules.waitingExport)
  async waiting(
    @By() caller: Caller,
    @Input() { params }: InputOf<typeof licenseRules.waitingExport>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'waiting-devices', await this.lists.waiting(caller, params.ruleId))
  }

  @Endpoint(customerLicenses.listExport)
  async customerPositions(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof customerLicenses.listExport>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'customers-licences', await this.lists.customerPositions(caller, query))
  }

  @Endpoint(customerLicenses.forecastExport)
  async customersForecast(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof customerLicenses.forecastExport>,
    @Res() reply: FastifyReply,
  ) {
    return sendCsv(reply, 'customers-forecast', await this.lists.customersForecast(caller, query))
  }

  @Endpoint(customerLicenses.noticesExport)
  async customerNotices(@By() caller: Caller, @Res() reply: FastifyReply) {
    return sendCsv(reply, 'customers-notices', await this.lists.customerNotices(caller))
  }
}
