import { featureDropsAt, noticeOf } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, systemActor } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import { closeOtherNotices, insertNotice } from './notices.store.js'
import type { ReviewedPool } from './pool-reviews.store.js'

const MAESTRO = systemActor('licenses')

/** Tells people once of each threshold that a pool's end passes; what no longer holds is closed. */
@Injectable()
export class TellOfExpiry {
  constructor(private readonly audit: Audit) {}

  async run(tx: Transaction, organizationId: string, pool: ReviewedPool, now: Date): Promise<void> {
    const threshold = concernsSomebody(pool, now) ? noticeOf(pool, now) : null
    const dropsAt = featureDropsAt(pool)
    await closeOtherNotices(tx, { poolId: pool.id, threshold, endsAt: pool.to, by: MAESTRO, now })
    if (!threshold || !pool.to || !dropsAt) return
    const { id: poolId, featureKey, to: endsAt } = pool
    const id = uuidv7()
    if (!(await insertNotice(tx, { id, organizationId, poolId, featureKey, threshold, endsAt, dropsAt }))) return
    await this.audit.record(tx, organizationId, {
      ...MAESTRO,
      action: 'license-notice.created',
      objectKind: 'license-notice',
      objectId: id,
      objectName: featureKey,
      details: { feature: featureKey, threshold, pool: poolId, endsAt, dropsAt, devices: pool.active },
    })
  }
}

/** What has ended, or was never bought, is of interest as far as a device lost something by it. */
function concernsSomebody(pool: ReviewedPool, now: Date): boolean {
  return pool.active > 0 || (pool.origin !== 'trial' && noticeOf(pool, now) !== 'dropped')
}
