import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { requireUnassigned } from '../profiles/require-unassigned.js'
import { countDevices, deleteRoom, lockRoom } from './rooms.store.js'

@Injectable()
export class RemoveRoom {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, id: string, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      const known = await lockRoom(tx, organizationId, id)
      if (!known) throw notFound()
      requireVersion(known.version, ifMatch)
      const devices = await countDevices(tx, organizationId, id)
      if (devices > 0) throw new Refused('room.not-empty', { devices })
      await requireUnassigned(tx, organizationId, 'room', id)
      await deleteRoom(tx, organizationId, id)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'room.removed',
        objectKind: 'room',
        objectId: id,
        objectName: known.facts.name,
        roomId: id,
        before: known.facts,
      })
      this.platform.live.publish(organizationId, 'room', [id])
    })
  }
}
