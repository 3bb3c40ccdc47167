import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { requireDevices } from './create-group.js'
import { addMembers, findGroup, type GroupRow, lockGroups, raiseVersion, removeMembers } from './groups.store.js'
import { requireLockRight } from './require-lock-right.js'

export type Members = { readonly deviceIds: readonly string[]; readonly reason?: string | undefined }
type Named = { readonly id: string; readonly name: string }

type Change = {
  readonly added?: readonly Named[]
  readonly taken?: readonly Named[]
  readonly reason: string | undefined
}

/** Puts devices into a group by hand, or takes them out. */
@Injectable()
export class ChangeMembers {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async add(caller: Caller, groupId: string, members: Members): Promise<void> {
    await this.platform.transaction((tx) => this.addWithin(tx, caller, groupId, members))
  }

  /** As a part of something larger. */
  async addWithin(tx: Transaction, caller: Caller, groupId: string, { deviceIds, reason }: Members): Promise<void> {
    const { organizationId } = caller
    const group = await this.hold(tx, organizationId, groupId)
    const devices = await requireDevices(tx, organizationId, deviceIds)
    const added = new Set(await addMembers(tx, organizationId, groupId, deviceIds, caller.actor))
    await this.record(tx, caller, group, { added: devices.filter(({ id }) => added.has(id)), reason })
  }

  async take(caller: Caller, groupId: string, members: Members): Promise<void> {
    await this.platform.transaction((tx) => this.takeWithin(tx, caller, groupId, members))
  }

  async takeWithin(tx: Transaction, caller: Caller, groupId: string, { deviceIds, reason }: Members): Promise<void> {
    const { organizationId } = caller
    const group = await this.hold(tx, organizationId, groupId)
    const taken = await removeMembers(tx, organizationId, groupId, deviceIds)
    await this.record(tx, caller, group, { taken, reason })
  }

  private async hold(tx: Transaction, organizationId: string, groupId: string): Promise<GroupRow> {
    await lockGroups(tx, organizationId)
    const group = await findGroup(tx, organizationId, groupId)
    if (!group) throw notFound()
    if (group.rule) throw new Refused('group.by-rule', { name: group.name })
    return group
  }

  /** Nothing is said where nothing changed. */
  private async record(
    tx: Transaction,
    caller: Caller,
    group: GroupRow,
    { added = [], taken = [], reason }: Change,
  ): Promise<void> {
    if (added.length + taken.length === 0) return
    await requireLockRight(tx, caller, group)
    await raiseVersion(tx, group.id)
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action: 'group.members-changed',
      objectKind: 'group',
      objectId: group.id,
      objectName: group.name,
      ...(taken.length > 0 ? { before: { devices: taken } } : {}),
      ...(added.length > 0 ? { after: { devices: added } } : {}),
      reason: reason || null,
    })
    this.platform.live.publish(caller.organizationId, 'group', [group.id])
  }
}
