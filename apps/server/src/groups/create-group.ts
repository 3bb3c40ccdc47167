import type { routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { requirePlace, requireRule } from './group-facts.js'
import { addMembers, findCandidates, insertGroup, lockGroups } from './groups.store.js'

export type NewGroup = InputOf<typeof routes.groups.create>['body']

@Injectable()
export class CreateGroup {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  run(caller: Caller, input: NewGroup): Promise<string> {
    return this.platform.transaction((tx) => this.within(tx, caller, input))
  }

  /** As a part of something larger. */
  async within(tx: Transaction, caller: Caller, { deviceIds, ...wanted }: NewGroup): Promise<string> {
    const { organizationId } = caller
    const { name, description, rule, reason } = wanted
    if (rule && deviceIds.length > 0) throw new Refused('group.by-rule', { name })
    await lockGroups(tx, organizationId)
    const priority = await requirePlace(tx, organizationId, { id: null, name, priority: wanted.priority })
    if (rule) await requireRule(tx, organizationId, rule)
    const devices = await requireDevices(tx, organizationId, deviceIds)
    const id = uuidv7()
    const facts = { name, description, priority, rule }
    await insertGroup(tx, { id, organizationId, ...facts, createdBy: caller.actor, createdByName: caller.name })
    await addMembers(tx, organizationId, id, deviceIds, caller.actor)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: 'group.created',
      objectKind: 'group',
      objectId: id,
      objectName: name,
      reason: reason || null,
      after: { ...facts, ...(devices.length > 0 ? { devices: devices.map((device) => device.name) } : {}) },
    })
    this.platform.live.publish(organizationId, 'group', [id])
    return id
  }
}

export async function requireDevices(
  tx: Transaction,
  organizationId: string,
  deviceIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  if (deviceIds.length === 0) return []
  const devices = await findCandidates(tx, organizationId, deviceIds)
  if (devices.length < new Set(deviceIds).size) throw new Refused('group.device-not-found')
  return devices
}
