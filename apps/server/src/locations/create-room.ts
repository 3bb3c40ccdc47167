import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'
import { requireRoomFacts } from './room-facts.js'
import { findTimeZone, insertRoom, type RoomFacts } from './rooms.store.js'

type NewRoom = Omit<RoomFacts, 'timeZone' | 'language'> & {
  readonly timeZone?: string | undefined
  readonly language?: string | null | undefined
}

@Injectable()
export class CreateRoom {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, input: NewRoom): Promise<string> {
    const { organizationId } = caller
    const id = uuidv7()
    await this.platform.transaction(async (tx) => {
      const timeZone = input.timeZone ?? (await findTimeZone(tx, organizationId))
      const facts = { ...input, timeZone, language: input.language ?? null }
      await requireRoomFacts(tx, organizationId, facts)
      await insertRoom(tx, { id, organizationId, ...facts })
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'room.created',
        objectKind: 'room',
        objectId: id,
        objectName: facts.name,
        roomId: id,
        after: facts,
      })
      this.platform.live.publish(organizationId, 'room', [id])
    })
    return id
  }
}
