import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { requireTimeZone } from './found-organization.js'
import { findOrganization, lockOrganization, updateOrganization } from './organizations.store.js'

type Change = {
  name?: string | undefined
  language?: 'en' | 'de' | undefined
  timeZone?: string | undefined
  approvalFrom?: number | null | undefined
}

@Injectable()
export class ChangeOrganization {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, change: Change, ifMatch: IfMatch): Promise<void> {
    requireTimeZone(change.timeZone)
    const id = caller.organizationId
    await this.platform.transaction(async (tx) => {
      await lockOrganization(tx, id)
      const known = await findOrganization(tx, id)
      if (!known) throw notFound()
      requireVersion(known.version, ifMatch)
      const { name, language, timeZone, approvalFrom } = known
      const before = { name, language, timeZone, approvalFrom }
      const after = {
        name: change.name ?? name,
        language: change.language ?? language,
        timeZone: change.timeZone ?? timeZone,
        approvalFrom: change.approvalFrom === undefined ? approvalFrom : change.approvalFrom,
      }
      await updateOrganization(tx, id, after)
      await this.audit.record(tx, id, {
        ...actorOf(caller),
        action: 'organization.changed',
        objectKind: 'organization',
        objectId: id,
        objectName: after.name,
        before,
        after,
      })
      this.platform.live.publish(id, 'organization', [id])
    })
  }
}
