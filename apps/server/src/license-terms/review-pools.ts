import { dropCause, entitled } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { atStep } from '../platform/kill-switch.js'
import { Platform } from '../platform/platform.js'
import { claimPool, concludeReview, type ReviewedPool } from './pool-reviews.store.js'
import { SettleEntitlements } from './settle-entitlements.js'
import { TakeOverTrials } from './take-over-trials.js'
import { TellOfExpiry } from './tell-of-expiry.js'

/**
 * What has to happen to a pool now: the same whether its time has come, somebody renewed, suspended or revoked it, or a
 * clock was moved. A pool that nobody finished reviewing is found by the sweep a minute later.
 */
@Injectable()
export class ReviewPools {
  constructor(
    private readonly platform: Platform,
    private readonly settle: SettleEntitlements,
    private readonly takeOver: TakeOverTrials,
    private readonly tell: TellOfExpiry,
  ) {}

  /** In the organization at work. Pools that are not due, or that somebody else is looking at, are left alone. */
  async run(organizationId: string, poolIds: readonly string[], now: Date): Promise<void> {
    for (const poolId of poolIds) await this.review(organizationId, poolId, now)
  }

  private async review(organizationId: string, poolId: string, now: Date): Promise<void> {
    const pool = await this.platform.transaction(async (tx) => {
      const claimed = await claimPool(tx, poolId, now)
      if (claimed) await this.tell.run(tx, organizationId, claimed, now)
      return claimed
    })
    if (!pool) return
    atStep('license-review.claimed')
    const again = await this.apply(organizationId, pool, now)
    await concludeReview(this.platform.database.prisma, pool, now, again)
    this.platform.live.publish(organizationId, 'license', [])
  }

  /** When to look again because a device could not be touched now; null when all is done. */
  private async apply(organizationId: string, pool: ReviewedPool, now: Date): Promise<Date | null> {
    const cause = dropCause(pool, now)
    if (cause === 'expired' && pool.origin === 'trial') await this.takeOver.run(organizationId, now)
    if (cause) return this.settle.drop(organizationId, pool, cause, now)
    return entitled(pool, now) ? this.settle.restore(organizationId, pool, now) : null
  }
}
