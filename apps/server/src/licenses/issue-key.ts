import { randomBytes } from 'node:crypto'
import type { LicenseKey, routes } from '@maestro/contract'
import { findFeature, formatLicenseKey, hintOfLicenseKey, LICENSE_KEY_BYTES, parseLicenseKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { lookupHash, seal } from '../platform/keys.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { showKey } from './license-pool.view.js'
import { asLicensePool, lockPools, nameOfCustomer, poolById } from './licenses.store.js'

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
    const text = formatLicenseKey(randomBytes(LICENSE_KEY_BYTES))
    const parsed = parseLicenseKey(text)
    if (!parsed.ok) throw new Error('A new licence key does not check.')
    const { keyRing } = this.platform.settings
    const id = uuidv7()
    const key = await this.platform.transaction(async (tx) => {
      const customerName = body.customerId ? await this.customerName(tx, caller.organizationId, body.customerId) : null
      const [pool] = await lockPools(tx, poolById(body.poolId))
      if (!pool) throw notFound()
      const { used, units } = asLicensePool(pool)
      if (used + body.units > units) {
        throw new Refused('license.no-units-left', {
          units,
          feature: findFeature(pool.featureKey)?.name[caller.language] ?? pool.featureKey,
        })
      }
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
          hash: lookupHash(keyRing, 'license-key', parsed.key),
          sealed: seal(keyRing, parsed.key, `license-key:${id}`),
          hint: hintOfLicenseKey(parsed.key),
          customerId: body.customerId,
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

  private async customerName(tx: Transaction, partnerId: string, customerId: string): Promise<string> {
    const name = await nameOfCustomer(tx, partnerId, customerId)
    if (name === null) throw new Refused('license-key.customer-unknown')
    return name
  }
}
