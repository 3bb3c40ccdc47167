import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { LicenseRuleQueries } from '../license-rules/license-rules.queries.js'
import { LicensePoolQueries } from '../licenses/license-pools.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { type CustomerFilters, CustomerLicenseExportQueries } from './customer-license-exports.queries.js'
import { LicenseListExportQueries } from './license-list-exports.queries.js'

/** Hands out what the pages about licences show; that it was asked for is kept before the first row leaves. */
@Injectable()
export class ExportLicenseLists {
  constructor(
    private readonly lists: LicenseListExportQueries,
    private readonly customers: CustomerLicenseExportQueries,
    private readonly pools: LicensePoolQueries,
    private readonly ruleQueries: LicenseRuleQueries,
    private readonly audit: Audit,
  ) {}

  async position(caller: Caller): Promise<Readable> {
    await this.record(caller, 'position')
    return this.lists.position(caller.organizationId)
  }

  async notices(caller: Caller, filters: { readonly state: 'open' | 'all' }): Promise<Readable> {
    await this.record(caller, 'notices', filters)
    return this.lists.notices(caller.organizationId, filters.state)
  }

  async moves(caller: Caller, poolId: string): Promise<Readable> {
    await this.pools.find(caller.organizationId, poolId)
    await this.record(caller, 'unit-moves', { poolId })
    return this.lists.moves(caller.organizationId, poolId)
  }

  async unconfirmed(caller: Caller): Promise<Readable> {
    await this.record(caller, 'unconfirmed-releases')
    return this.lists.unconfirmed(caller.organizationId)
  }

  async rules(caller: Caller): Promise<Readable> {
    await this.record(caller, 'rules')
    return this.lists.rules(caller.organizationId)
  }

  async waiting(caller: Caller, ruleId: string): Promise<Readable> {
    const question = await this.ruleQueries.question(caller.organizationId, ruleId)
    await this.record(caller, 'rule-waiting', { ruleId })
    return this.lists.waiting(question)
  }

  async customerPositions(caller: Caller, filters: CustomerFilters): Promise<Readable> {
    await this.record(caller, 'customers', filters)
    return this.customers.positions(caller, filters)
  }

  async customersForecast(caller: Caller, filters: { readonly days: number }): Promise<Readable> {
    await this.record(caller, 'customers-forecast', filters)
    return this.customers.forecast(caller, filters.days)
  }

  async customerNotices(caller: Caller): Promise<Readable> {
    await this.record(caller, 'customer-notices')
    return this.customers.notices(caller)
  }

  private record(caller: Caller, list: string, filters: object = {}): Promise<void> {
    return this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'licenses.exported',
      objectKind: 'licenses',
      details: { format: 'csv', list, filters },
    })
  }
}
