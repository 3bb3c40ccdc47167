import { routes } from '@maestro/contract'
import { Controller, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { AcknowledgeNotice } from './acknowledge-notice.js'
import { ExportForecast } from './export-forecast.js'
import { ForecastQueries } from './forecast.queries.js'
import { NoticeQueries } from './notices.queries.js'
import { PositionQueries } from './position.queries.js'
import { WhatIfQueries } from './what-if.queries.js'

const { licenseTerms } = routes

@Controller()
export class LicenseTermsController {
  constructor(
    private readonly positions: PositionQueries,
    private readonly forecasts: ForecastQueries,
    private readonly whatIfs: WhatIfQueries,
    private readonly noticesOf: NoticeQueries,
    private readonly exportForecast: ExportForecast,
    private readonly acknowledge: AcknowledgeNotice,
  ) {}

  @Endpoint(licenseTerms.position)
  position(@By() caller: Caller) {
    return this.positions.show(caller.organizationId)
  }

  @Endpoint(licenseTerms.forecast)
  forecast(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseTerms.forecast>) {
    return this.forecasts.days(caller.organizationId, query.days)
  }

  @Endpoint(licenseTerms.forecastDevices)
  forecastDevices(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseTerms.forecastDevices>) {
    return this.forecasts.devices(caller.organizationId, query)
  }

  @Endpoint(licenseTerms.forecastExport)
  async forecastExport(
    @By() caller: Caller,
    @Input() { query }: InputOf<typeof licenseTerms.forecastExport>,
    @Res() reply: FastifyReply,
  ) {
    const rows = await this.exportForecast.run(caller, query)
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="license-forecast${query.day ? `-${query.day}` : ''}.csv"`)
      .header('cache-control', 'no-store')
      .send(rows)
  }

  @Endpoint(licenseTerms.whatIf)
  whatIf(@By() caller: Caller, @Input() { params, query }: InputOf<typeof licenseTerms.whatIf>) {
    return this.whatIfs.ask(caller.organizationId, params.poolId, query)
  }

  @Endpoint(licenseTerms.notices)
  notices(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseTerms.notices>) {
    return this.noticesOf.list(caller.organizationId, query)
  }

  @Endpoint(licenseTerms.acknowledgeNotice)
  acknowledgeNotice(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseTerms.acknowledgeNotice>) {
    return this.acknowledge.run(caller, params.noticeId)
  }
}
