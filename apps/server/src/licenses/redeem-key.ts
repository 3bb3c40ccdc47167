import type { LicensePool } from '@maestro/contract'
import { findFeature, parseLicenseKey, poolState } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { lookupHash } from '../platform/keys.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { showPool } from './license-pool.view.js'
import { findKey, type KnownKey, lockPools, poolOfKey, redeemKey } from './licenses.store.js'
import { openPoolOfKey, stopsOf } from './pool-of-key.js'

type Redeemed = { readonly pool: LicensePool; readonly alreadyRedeemed: boolean }

/** Makes a key's units a pool of this organization, without a device. A key that was redeemed here before is success. */
@Injectable()
export class RedeemKey {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, typed: string): Promise<Redeemed> {
    const parsed = parseLicenseKey(typed)
    if (!parsed.ok) throw new Refused('license-key.mistyped')
    const hash = lookupHash(this.platform.settings.keyRing, 'license-key', parsed.key)
    const redeemed = await this.platform.transaction(async (tx) => {
      const key = await findKey(tx, hash, caller.organizationId)
      if (!key) throw new Refused('license-key.unknown')
      return (await poolHere(tx, key)) ?? this.redeem(tx, caller, key)
    })
    if (!redeemed.alreadyRedeemed) this.platform.live.publish(caller.organizationId, 'license', [])
    return redeemed
  }

  private async redeem(tx: Transaction, caller: Caller, key: KnownKey): Promise<Redeemed> {
    refuseStopped(caller, key)
    if (!(await redeemKey(tx, key.id, caller.organizationId))) {
      const theirs = await poolHere(tx, key)
      if (!theirs) throw new Refused('license-key.unknown')
      return theirs
    }
    const id = await openPoolOfKey(tx, this.audit, caller, key)
    const row = await tx.licensePool.findUniqueOrThrow({ where: { id } })
    return { pool: showPool(row), alreadyRedeemed: false }
  }
}

async function poolHere(tx: Transaction, key: KnownKey): Promise<Redeemed | null> {
  const [row] = await lockPools(tx, poolOfKey(key.id))
  return row ? { pool: showPool(row), alreadyRedeemed: true } : null
}

/** Units that begin later may be redeemed today; those that ended may not. */
function refuseStopped(caller: Caller, key: KnownKey): void {
  const feature = findFeature(key.feature_key)?.name[caller.language] ?? key.feature_key
  const term = { from: key.valid_from, to: key.valid_until, graceDays: key.grace_days, ...stopsOf(key) }
  switch (poolState(term, new Date())) {
    case 'revoked':
      throw new Refused('license.revoked', { feature })
    case 'suspended':
      throw new Refused('license.suspended', { feature })
    case 'grace':
    case 'expired':
      throw new Refused('license.expired', { feature, to: key.valid_until?.toISOString() ?? null })
    case 'not-yet-valid':
    case 'valid':
  }
}
