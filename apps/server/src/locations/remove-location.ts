import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { requireUnassigned } from '../profiles/require-unassigned.js'
import { deleteLocation, findLocation, isEmpty, lockTree } from './locations.store.js'

@Injectable()
export class RemoveLocation {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, id: string, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      await lockTree(tx, organizationId)
      const known = await findLocation(tx, organizationId, id)
      if (!known) throw notFound()
      requireVersion(known.version, ifMatch)
      if (!(await isEmpty(tx, organizationId, id))) throw new Refused('location.not-empty')
      await requireUnassigned(tx, organizationId, 'location', id)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'location.removed',
        objectKind: 'location',
        objectId: id,
        objectName: known.name,
        before: { name: known.name, kind: known.kind, parentId: known.parentId },
      })
      await deleteLocation(tx, id)
    })
  }
}
