import type { LicenseKey, routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { lockKey } from './license-keys.store.js'
import { showKey } from './license-pool.view.js'
import { type KeyRow, nameOfCustomer } from './licenses.store.js'

/** Takes a key back that nobody has redeemed: its units are free again. Revoking it twice is the same. */
@Injectable()
export class RevokeKey {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, { params, body }: InputOf<typeof routes.licenseKeys.revoke>): Promise<LicenseKey> {
    const { row, customer } = await this.platform.transaction(async (tx) => {
      const row = await this.revoke(tx, caller, params.keyId, body.why)
      return {
        row,
        customer: row.customerId ? await nameOfCustomer(tx, caller.organizationId, row.customerId) : null,
      }
    })
    this.platform.live.publish(caller.organizationId, 'license', [])
    return showKey(row, customer)
  }

  /** Locks the key first and its pool second, as redeeming does. */
  private async revoke(tx: Transaction, caller: Caller, keyId: string, why: string): Promise<KeyRow> {
    const key = await lockKey(tx, keyId)
    if (!key) throw notFound()
    if (key.state === 'recorded') throw new Refused('license-key.of-vendor')
    if (key.state === 'redeemed') throw new Refused('license-key.redeemed')
    if (key.state === 'revoked') return key
    await tx.licensePool.update({
      where: { id: key.poolId },
      data: { reserved: { decrement: key.units }, version: { increment: 1 } },
    })
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'license-key.revoked',
      objectKind: 'license-key',
      objectId: key.id,
      objectName: key.hint,
      before: { state: 'issued' },
      after: { state: 'revoked', units: key.units },
      reason: why,
    })
    return tx.licenseKey.update({
      where: { id: key.id },
      data: { state: 'revoked', revokedAt: new Date(), revokedBy: caller.name, version: { increment: 1 } },
    })
  }
}
