import type { LocationKind } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { findLocation, lockTree, updateLocation } from './locations.store.js'
import { requirePlacement } from './placement.js'

type Change = {
  readonly name?: string | undefined
  readonly kind?: LocationKind | undefined
  readonly parentId?: string | null | undefined
  readonly reason?: string | undefined
}

@Injectable()
export class ChangeLocation {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, id: string, change: Change, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      await lockTree(tx, organizationId)
      const known = await findLocation(tx, organizationId, id)
      if (!known) throw notFound()
      requireVersion(known.version, ifMatch)
      const before = { name: known.name, kind: known.kind, parentId: known.parentId }
      const after = {
        name: change.name ?? known.name,
        kind: change.kind ?? known.kind,
        parentId: change.parentId === undefined ? known.parentId : change.parentId,
      }
      await requirePlacement(tx, organizationId, { id, ...after })
      await updateLocation(tx, id, after)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'location.changed',
        objectKind: 'location',
        objectId: id,
        objectName: after.name,
        before,
        after,
        reason: change.reason || null,
      })
    })
    this.platform.live.publish(organizationId, 'room', [])
  }
}
