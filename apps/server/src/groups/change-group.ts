import type { routes } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { requireNothingGrows } from '../deployments/require-nothing-grows.js'
import { requireNoRuleOfGroup } from '../license-rules/require-no-rule.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { requireUnassigned } from '../profiles/require-unassigned.js'
import { requirePlace, requireRule } from './group-facts.js'
import {
  deleteGroup,
  findGroup,
  type GroupFacts,
  type GroupRow,
  holdGroup,
  lockGroups,
  updateGroup,
} from './groups.store.js'
import { requireLockRight } from './require-lock-right.js'

export type GroupChange = InputOf<typeof routes.groups.change>['body']

/** Changes a group, or removes one that no profile, no licence rule and no growing deployment needs. */
@Injectable()
export class ChangeGroup {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  run(caller: Caller, groupId: string, change: GroupChange, ifMatch: IfMatch): Promise<void> {
    return this.platform.transaction((tx) => this.within(tx, caller, groupId, change, ifMatch))
  }

  /** As a part of something larger. */
  async within(
    tx: Transaction,
    caller: Caller,
    groupId: string,
    { reason, ...change }: GroupChange,
    ifMatch: IfMatch,
  ): Promise<void> {
    const { organizationId } = caller
    const known = await this.hold(tx, organizationId, groupId)
    requireVersion(known.version, ifMatch)
    if (change.rule && known.rule === null) throw new Refused('group.by-hand', { name: known.name })
    const before = factsOf(known)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    const after: GroupFacts = { ...before, ...given }
    if (after.priority !== before.priority || change.rule) await requireLockRight(tx, caller, known)
    await requirePlace(tx, organizationId, { id: groupId, name: after.name, priority: after.priority })
    if (change.rule) await requireRule(tx, organizationId, change.rule)
    await updateGroup(tx, groupId, after)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: 'group.changed',
      objectKind: 'group',
      objectId: groupId,
      objectName: after.name,
      before: Object.fromEntries(Object.entries(before).filter(([name]) => name in given)),
      after: given,
      reason: reason || null,
    })
    this.platform.live.publish(organizationId, 'group', [groupId])
  }

  async remove(caller: Caller, groupId: string, reason: string | undefined): Promise<void> {
    await this.platform.transaction((tx) => this.removeWithin(tx, caller, groupId, reason))
  }

  async removeWithin(tx: Transaction, caller: Caller, groupId: string, reason: string | undefined): Promise<void> {
    const { organizationId } = caller
    const known = await this.hold(tx, organizationId, groupId)
    await holdGroup(tx, groupId)
    await requireNothingGrows(tx, organizationId, groupId)
    await requireUnassigned(tx, organizationId, 'group', groupId)
    await requireNoRuleOfGroup(tx, organizationId, known)
    await deleteGroup(tx, groupId)
    await this.audit.record(tx, organizationId, {
      ...actorOf(caller),
      action: 'group.removed',
      objectKind: 'group',
      objectId: groupId,
      objectName: known.name,
      before: factsOf(known),
      reason: reason || null,
    })
    this.platform.live.publish(organizationId, 'group', [groupId])
  }

  private async hold(tx: Transaction, organizationId: string, groupId: string): Promise<GroupRow> {
    await lockGroups(tx, organizationId)
    const known = await findGroup(tx, organizationId, groupId)
    if (!known) throw notFound()
    return known
  }
}

function factsOf({ name, description, priority, rule }: GroupRow): GroupFacts {
  return { name, description, priority, rule }
}
