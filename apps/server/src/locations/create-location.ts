import type { LocationKind } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'
import { insertLocation, lockTree } from './locations.store.js'
import { requirePlacement } from './placement.js'

type NewLocation = { readonly name: string; readonly kind: LocationKind; readonly parentId: string | null }

@Injectable()
export class CreateLocation {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, input: NewLocation): Promise<string> {
    const { organizationId } = caller
    const id = uuidv7()
    await this.platform.transaction(async (tx) => {
      await lockTree(tx, organizationId)
      await requirePlacement(tx, organizationId, { ...input, id: null })
      await insertLocation(tx, { id, organizationId, ...input })
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'location.created',
        objectKind: 'location',
        objectId: id,
        objectName: input.name,
        after: input,
      })
    })
    return id
  }
}
