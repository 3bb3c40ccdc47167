import { randomBytes } from 'node:crypto'
import type { LicenseKey, routes } from '@maestro/contract'
import { lookupHash, Prisma, seal } from '@maestro/database'
import { findFeature, formatLicenseKey, hintOfLicenseKey, LICENSE_KEY_BYTES, parseLicenseKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showKey } from './license-pool.view.js'
import { asLicensePool, lockPools } from './licenses.store.js'

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
    const key = await this.platform.database.prisma.$transaction(async (tx) => {
      const customerName = body.customerId
        ? await this.nameOfCustomer(tx, caller.organizationId, body.customerId)
        : null
      const [pool] = await lockPools(tx, Prisma.sql`id = ${body.poolId}::uuid`)
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

  private async nameOfCustomer(tx: Prisma.TransactionClient, partnerId: string, customerId: string): Promise<string> {
    const rows = await tx.$queryRaw<
      { name: string }[]
    >`SELECT c.name FROM system.customers_of(${partnerId}::uuid) AS mine (id), LATERAL system.organization_card(mine.id) AS c WHERE mine.id = ${customerId}::uuid`
    if (!rows[0]) throw new Refused('license-key.customer-unknown')
    return rows[0].name
  }
}
