import type { KeyOrder, routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { insertKeys } from './license-keys.store.js'
import { lockPools, poolById } from './licenses.store.js'
import { customerOfKey, type MadeKey, makeKey, refuseToReserve } from './make-key.js'

/** Makes many keys for an order at once: all of them or none. Their text is fetched from the order, as often as it is needed. */
@Injectable()
export class IssueKeys {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, { body }: InputOf<typeof routes.licenseKeys.issueMany>): Promise<KeyOrder> {
    const { keyRing } = this.platform.settings
    const made = Array.from({ length: body.keys }, () => makeKey(keyRing))
    const order = await this.platform.transaction((tx) => this.issue(tx, caller, body, made))
    this.platform.live.publish(caller.organizationId, 'license', [])
    return order
  }

  private async issue(
    tx: Transaction,
    caller: Caller,
    body: InputOf<typeof routes.licenseKeys.issueMany>['body'],
    made: readonly MadeKey[],
  ): Promise<KeyOrder> {
    const { poolId, keys, unitsEach, orderReference, customerId } = body
    const customerName = customerId ? await customerOfKey(tx, caller.organizationId, customerId) : null
    const [pool] = await lockPools(tx, poolById(poolId))
    if (!pool) throw notFound()
    const units = keys * unitsEach
    refuseToReserve(caller, pool, units)
    await tx.licensePool.update({
      where: { id: pool.id },
      data: { reserved: { increment: units }, version: { increment: 1 } },
    })
    const id = uuidv7()
    const { featureKey } = pool
    const order = { keyOrderId: id, poolId, featureKey, unitsEach, orderReference, customerId, createdBy: caller.name }
    await insertKeys(tx, caller.organizationId, order, made)
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'license-keys.issued',
      objectKind: 'license-key-order',
      objectId: id,
      objectName: featureKey,
      after: { feature: featureKey, keys, unitsEach, order: orderReference, customer: customerName },
    })
    const customer = customerId ? { id: customerId, name: customerName ?? '' } : null
    return { id, poolId, featureKey, keys, unitsEach, orderReference, customer }
  }
}
