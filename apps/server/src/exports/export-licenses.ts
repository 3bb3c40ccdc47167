import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { KeyFilters } from '../licenses/license-keys.queries.js'
import type { PoolFilters } from '../licenses/license-pools.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { LicenseExportQueries } from './license-exports.queries.js'

/** Hands out lists of licences; that they were asked for is kept before the first row leaves. */
@Injectable()
export class ExportLicenses {
  constructor(
    private readonly queries: LicenseExportQueries,
    private readonly audit: Audit,
  ) {}

  async pools(caller: Caller, filters: PoolFilters): Promise<Readable> {
    await this.record(caller, 'pools', filters)
    return this.queries.pools(caller.organizationId, filters)
  }

  async keys(caller: Caller, filters: KeyFilters): Promise<Readable> {
    await this.record(caller, 'keys', filters)
    return this.queries.keys(caller.organizationId, filters)
  }

  async activations(caller: Caller, filters: { readonly feature?: readonly string[] | undefined }): Promise<Readable> {
    await this.record(caller, 'activations', filters)
    return this.queries.activations(caller.organizationId, filters.feature)
  }

  private record(caller: Caller, list: string, filters: object): Promise<void> {
    return this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'licenses.exported',
      objectKind: 'licenses',
      details: { format: 'csv', list, filters },
    })
  }
}
