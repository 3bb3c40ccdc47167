import { systemActor } from '../audit/audit.js'
import { inGroups } from '../groups/devices-in-scope.js'
import { loadRules } from '../groups/groups.queries.js'
import type { ActivateDevices } from '../licenses/activate-devices.js'
import type { LicenseChange, PlanLicenses } from '../licenses/plan-licenses.js'
import { capableModels, freeUnits } from '../licenses/units.queries.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { countWanting, type RuleQuestion, selectWanting } from './candidates.queries.js'
import { findRule, lockRules, type RuleRow, rulesOfFeature, saveApplied } from './license-rules.store.js'

const DEVICES_AT_ONCE = 500
const by = systemActor('license-rules')

/**
 * Gives free units of a feature to devices that rules name: those of the rule with the higher priority first, of one
 * rule by room and serial number. A rule's own row comes last in the order of locks, behind devices and pools.
 */
export class ApplyRules {
  constructor(
    private readonly platform: Platform,
    private readonly activate: ActivateDevices,
    private readonly licenses: PlanLicenses,
  ) {}

  /** Applies all rules of a rule's feature. True: there is more to do. */
  async part(organizationId: string, ruleId: string): Promise<boolean> {
    const { planned, more } = await this.platform.transaction(async (tx) => {
      const rule = await findRule(tx, organizationId, ruleId)
      if (!rule?.enabled) return { planned: null, more: false }
      await lockRules(tx, organizationId, rule.featureKey)
      const rules = await rulesOfFeature(tx, organizationId, rule.featureKey)
      const enabled = rules.filter((one) => one.enabled)
      const changes = await this.give(tx, enabled)
      const isWhole = changes.length < DEVICES_AT_ONCE
      if (isWhole) await this.conclude(tx, enabled)
      return { planned: await this.licenses.plan(tx, by, organizationId, changes, null), more: !isWhole }
    })
    await this.licenses.announce(planned)
    this.platform.live.publish(organizationId, 'license', [])
    return more
  }

  private async give(tx: Transaction, rules: readonly RuleRow[]): Promise<LicenseChange[]> {
    const given: LicenseChange[] = []
    for (const rule of rules) {
      const { organizationId, featureKey, id } = rule
      const free = await freeUnits(tx, organizationId, featureKey)
      const limit = Math.min(DEVICES_AT_ONCE - given.length, free ?? DEVICES_AT_ONCE)
      if (limit === 0) return given
      const wanting = await selectWanting(tx, await questionOf(tx, rule), limit)
      if (wanting.length === 0) continue
      const deviceIds = wanting.map((device) => device.id)
      const source = { kind: 'rule', id } as const
      given.push(...(await this.activate.run(tx, by, organizationId, { featureKey, deviceIds, source })).changes)
    }
    return given
  }

  private async conclude(tx: Transaction, rules: readonly RuleRow[]): Promise<void> {
    for (const rule of rules) await saveApplied(tx, rule.id, await countWanting(tx, await questionOf(tx, rule)))
  }
}

export async function questionOf(
  tx: Transaction,
  rule: { readonly organizationId: string; readonly featureKey: string; readonly groupId: string },
): Promise<RuleQuestion> {
  const { organizationId, featureKey, groupId } = rule
  const members = inGroups(await loadRules(tx, organizationId, [groupId]))
  return { organizationId, featureKey, members, models: capableModels(featureKey) }
}
