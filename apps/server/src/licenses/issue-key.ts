import type { LicenseKey, routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showKey } from './license-pool.view.js'
import { lockPools, poolById } from './licenses.store.js'
import { customerOfKey, makeKey, refuseToReserve } from './make-key.js'

/** Makes a voucher for units of a pool. The units are reserved in it until the key is redeemed or revoked. */
@Injectable()
export class IssueKey {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(
    caller: Caller,
    { body }: InputOf<typeof routes.licenses.issueKey>,
  ): Promise<{ key: LicenseKey; text: string }> {
    const { id, text, hash, sealed, hint } = makeKey(this.platform.settings.keyRing)
    const key = await this.platform.transaction(async (tx) => {
      const customerName = body.customerId ? await customerOfKey(tx, caller.organizationId, body.customerId) : null
      const [pool] = await lockPools(tx, poolById(body.poolId))
      if (!pool) throw notFound()
      refuseToReserve(caller, pool, body.units)
      await tx.licensePool.update({
        where: { id: pool.id },
        data: { reserved: { increment: body.units }, version: { increment: 1 } },
      })
      const row = await tx.licenseKey.create({
        data: {
          id,
          organizationId: caller.organizationId,
          poolId: pool.id,
          featureKey: pool.featureKey,
          units: body.units,
          hash,
          sealed,
          hint,
          customerId: body.customerId,
          orderReference: body.orderReference,
          createdBy: caller.name,
        },
      })
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        action: 'license-key.issued',
        objectKind: 'license-key',
        objectId: row.id,
        objectName: row.hint,
        after: { feature: row.featureKey, units: row.units, customer: customerName },
      })
      return showKey(row, customerName)
    })
    this.platform.live.publish(caller.organizationId, 'license', [])
    return { key, text }
  }
}
