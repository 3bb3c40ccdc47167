import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { LicenseBatchQueries } from './license-batches.queries.js'

/** Hands out a preview or its results; that they were asked for is kept before the first row leaves. */
@Injectable()
export class ExportBatch {
  constructor(
    private readonly queries: LicenseBatchQueries,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, batchId: string): Promise<Readable> {
    const batch = await this.queries.find(caller.organizationId, batchId)
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'license-batch.exported',
      objectKind: 'license-batch',
      objectId: batchId,
      objectName: batch.featureKey,
      details: { format: 'csv' },
    })
    return this.queries.csv(caller.organizationId, batchId)
  }
}
