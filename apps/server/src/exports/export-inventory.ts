import type { Readable } from 'node:stream'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { DeviceFilters } from '../devices/device-filters.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { InventoryQueries } from './inventory.queries.js'

/** Hands out the inventory; that it was asked for is kept before the first row leaves. */
@Injectable()
export class ExportInventory {
  constructor(
    private readonly inventory: InventoryQueries,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, filters: DeviceFilters): Promise<Readable> {
    await this.audit.recordAlone(caller.organizationId, {
      ...actorOf(caller),
      action: 'inventory.exported',
      objectKind: 'inventory',
      details: { format: 'csv', filters },
    })
    return this.inventory.csv(caller.organizationId, filters)
  }
}
