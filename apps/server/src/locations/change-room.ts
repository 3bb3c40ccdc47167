import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { requireRoomFacts } from './room-facts.js'
import { lockRoom, type RoomFacts, updateRoom } from './rooms.store.js'

type Change = { readonly [K in keyof RoomFacts]?: RoomFacts[K] | undefined } & { readonly reason?: string | undefined }

@Injectable()
export class ChangeRoom {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, id: string, { reason, ...change }: Change, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    await this.platform.transaction(async (tx) => {
      const known = await lockRoom(tx, organizationId, id)
      if (!known) throw notFound()
      requireVersion(known.version, ifMatch)
      await requireRoomFacts(tx, organizationId, given)
      const facts: RoomFacts = { ...known.facts, ...given }
      await updateRoom(tx, id, facts)
      const before = Object.fromEntries(Object.entries(known.facts).filter(([name]) => name in given))
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'room.changed',
        objectKind: 'room',
        objectId: id,
        objectName: facts.name,
        roomId: id,
        before,
        after: given,
        reason: reason || null,
      })
      this.platform.live.publish(organizationId, 'room', [id])
    })
  }
}
