import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { ForecastQueries } from './forecast.queries.js'

/** Hands out a forecast; that it was asked for is kept before the first row leaves. */
@Injectable()
export class ExportForecast {
  constructor(
    private readonly forecast: ForecastQueries,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, which: { day?: string | undefined; feature?: string | undefined }): Promise<Readable> {
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'license-forecast.exported',
      objectKind: 'organization',
      objectId: caller.organizationId,
      details: { format: 'csv', ...which },
    })
    return this.forecast.csv(caller.organizationId, which)
  }
}
