import { groupsOf } from '../groups/devices-in-scope.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'

/** Refuses to take a feature off a device that a rule would give it back to; the refusal names the group. */
export async function requireNoRule(
  tx: Transaction,
  organizationId: string,
  device: { readonly id: string; readonly name: string },
  feature: { readonly key: string; readonly name: string },
): Promise<void> {
  const rules = await tx.licenseRule.findMany({
    where: { organizationId, featureKey: feature.key, enabled: true },
    select: { groupId: true, group: { select: { name: true } } },
  })
  if (rules.length === 0) return
  const groupIds = rules.map(({ groupId }) => groupId)
  const groups = (await groupsOf(tx, organizationId, [device.id], groupIds)).get(device.id) ?? []
  const rule = rules.find(({ groupId }) => groups.includes(groupId))
  if (rule)
    throw new Refused('license.kept-by-rule', { feature: feature.name, group: rule.group.name, name: device.name })
}

/** Refuses to remove a group that a rule gives licences to. */
export async function requireNoRuleOfGroup(
  tx: Transaction,
  organizationId: string,
  group: { readonly id: string; readonly name: string },
): Promise<void> {
  if ((await tx.licenseRule.count({ where: { organizationId, groupId: group.id } })) > 0)
    throw new Refused('group.has-license-rule', { name: group.name })
}
