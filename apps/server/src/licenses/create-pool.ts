import type { LicensePool, routes } from '@maestro/contract'
import { isFeatureKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showPool } from './license-pool.view.js'

/** Fills a pool against an order: the operator's right alone, for units are money. */
@Injectable()
export class CreatePool {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, { body }: InputOf<typeof routes.licenses.createPool>): Promise<LicensePool> {
    if (!isFeatureKey(body.featureKey)) throw new Refused('license-pool.unknown-feature', { feature: body.featureKey })
    return this.platform.transaction(async (tx) => {
      const organization = await tx.organization.findUniqueOrThrow({ where: { id: caller.organizationId } })
      if (organization.kind !== 'operator') throw new Refused('license-pool.only-operator')
      const row = await tx.licensePool.create({
        data: { id: uuidv7(), organizationId: caller.organizationId, ...body },
      })
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        action: 'license-pool.created',
        objectKind: 'license-pool',
        objectId: row.id,
        objectName: row.featureKey,
        after: { feature: row.featureKey, units: row.units, order: row.orderNumber },
      })
      return showPool(row)
    })
  }
}
