import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { Transaction } from '../platform/platform.js'
import { lockGroups, moveMemberships, raiseVersion } from './groups.store.js'

type Device = { readonly id: string; readonly name: string }

/** A device that takes the place of another is in the groups that the other was put into by hand. */
@Injectable()
export class HandOverMembership {
  constructor(private readonly audit: Audit) {}

  /** Comes first in the transaction: whoever changes groups waits for devices, not the other way round. */
  hold(tx: Transaction, organizationId: string): Promise<void> {
    return lockGroups(tx, organizationId)
  }

  async run(tx: Transaction, caller: Caller, from: Device, to: Device): Promise<{ id: string; name: string }[]> {
    const { organizationId } = caller
    const groups = await moveMemberships(tx, organizationId, from.id, to.id, caller.actor)
    for (const { id } of groups) await raiseVersion(tx, id)
    await this.audit.record(
      tx,
      organizationId,
      ...groups.map((group) => ({
        ...actorOf(caller),
        action: 'group.members-changed' as const,
        objectKind: 'group',
        objectId: group.id,
        objectName: group.name,
        before: { devices: [{ id: from.id, name: from.name }] },
        after: { devices: [{ id: to.id, name: to.name }] },
      })),
    )
    return groups
  }
}
