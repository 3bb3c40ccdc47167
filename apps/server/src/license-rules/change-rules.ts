import type { routes } from '@maestro/contract'
import { isFeatureKey } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { applyRules } from './license-rules.jobs.js'
import {
  deleteRule,
  findRule,
  insertRule,
  lockRules,
  type RuleRow,
  rulesOfFeature,
  updateRule,
} from './license-rules.store.js'

const FIRST = 100
const STEP = 10

/** Makes, pauses and removes rules. What a rule gave stays, whatever becomes of the rule. */
@Injectable()
export class ChangeRules {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async create(caller: Caller, { body }: InputOf<typeof routes.licenseRules.create>): Promise<string> {
    const { featureKey, groupId, enabled } = body
    const { organizationId } = caller
    const id = uuidv7()
    await this.platform.transaction(async (tx) => {
      const group = await requireGroup(tx, organizationId, featureKey, groupId)
      await lockRules(tx, organizationId, featureKey)
      const others = await rulesOfFeature(tx, organizationId, featureKey)
      if (others.some((rule) => rule.groupId === groupId))
        throw new Refused('license-rule.exists', { group: group.name })
      const priority = body.priority ?? Math.max(FIRST - STEP, ...others.map((rule) => rule.priority)) + STEP
      requirePriority(others, priority)
      const made = { createdBy: caller.actor, createdByName: caller.name }
      await insertRule(tx, { id, organizationId, featureKey, groupId, priority, enabled, ...made })
      await this.record(tx, caller, 'license-rule.created', { id, featureKey, group }, null, { priority, enabled })
    })
    await this.announce(organizationId, id)
    return id
  }

  async change(caller: Caller, { params, body, ifMatch }: InputOf<typeof routes.licenseRules.change>): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      const rule = await this.hold(tx, organizationId, params.ruleId, ifMatch)
      const before = { priority: rule.priority, enabled: rule.enabled }
      const after = { priority: body.priority ?? before.priority, enabled: body.enabled ?? before.enabled }
      const all = await rulesOfFeature(tx, organizationId, rule.featureKey)
      requirePriority(
        all.filter(({ id }) => id !== rule.id),
        after.priority,
      )
      await updateRule(tx, rule.id, after)
      await this.record(tx, caller, 'license-rule.changed', rule, before, after)
    })
    await this.announce(organizationId, params.ruleId)
  }

  async remove(caller: Caller, ruleId: string, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    await this.platform.transaction(async (tx) => {
      const rule = await this.hold(tx, organizationId, ruleId, ifMatch)
      await deleteRule(tx, rule.id)
      const { priority, enabled } = rule
      await this.record(tx, caller, 'license-rule.removed', rule, { priority, enabled }, null)
    })
    this.platform.live.publish(organizationId, 'license', [])
  }

  private async hold(tx: Transaction, organizationId: string, id: string, ifMatch: IfMatch): Promise<RuleRow> {
    const found = await findRule(tx, organizationId, id)
    if (!found) throw notFound()
    await lockRules(tx, organizationId, found.featureKey)
    const rule = await findRule(tx, organizationId, id)
    if (!rule) throw notFound()
    requireVersion(rule.version, ifMatch)
    return rule
  }

  /** When the process dies before this, the sweep finds the rule. */
  private async announce(organizationId: string, ruleId: string): Promise<void> {
    this.platform.live.publish(organizationId, 'license', [])
    await this.platform.jobs.add(applyRules, { organizationId, ruleId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, ruleId }, 'the job was not taken; the sweep finds the rule')
    })
  }

  private async record(
    tx: Transaction,
    caller: Caller,
    action: 'license-rule.created' | 'license-rule.changed' | 'license-rule.removed',
    { id, featureKey, group }: { id: string; featureKey: string; group: { id: string; name: string } },
    before: object | null,
    after: object | null,
  ): Promise<void> {
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      action,
      objectKind: 'license-rule',
      objectId: id,
      objectName: group.name,
      before,
      after,
      details: { feature: featureKey, groupId: group.id, group: group.name },
    })
  }
}

export async function requireGroup(
  tx: Transaction,
  organizationId: string,
  featureKey: string,
  groupId: string,
): Promise<{ id: string; name: string }> {
  if (!isFeatureKey(featureKey)) throw new Refused('license-pool.unknown-feature', { feature: featureKey })
  const where = { organizationId, id: groupId }
  const group = await tx.deviceGroup.findFirst({ where, select: { id: true, name: true } })
  if (!group) throw notFound()
  return group
}

/** Of two rules with one priority nobody could tell which is served first. */
function requirePriority(others: readonly RuleRow[], priority: number): void {
  const equal = others.find((rule) => rule.priority === priority)
  if (equal) throw new Refused('license-rule.priority-taken', { group: equal.group.name, priority })
}
