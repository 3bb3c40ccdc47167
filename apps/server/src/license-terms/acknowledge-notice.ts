import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'
import { NoticeQueries } from './notices.queries.js'
import { closeNotice } from './notices.store.js'

/** Takes a notice off the overviews; once it is closed, closing it again changes nothing. */
@Injectable()
export class AcknowledgeNotice {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly notices: NoticeQueries,
  ) {}

  async run(caller: Caller, noticeId: string) {
    const notice = await this.notices.one(caller.organizationId, noticeId)
    await this.platform.transaction(async (tx) => {
      if (!(await closeNotice(tx, noticeId, caller))) return
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        action: 'license-notice.acknowledged',
        objectKind: 'license-notice',
        objectId: noticeId,
        objectName: notice.featureKey,
        details: { feature: notice.featureKey, threshold: notice.threshold, pool: notice.poolId },
      })
      this.platform.live.publish(caller.organizationId, 'license', [])
    })
    return this.notices.one(caller.organizationId, noticeId)
  }
}
