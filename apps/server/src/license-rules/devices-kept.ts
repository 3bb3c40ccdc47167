import type { DeviceCondition } from '../groups/device-condition.queries.js'
import { inGroups } from '../groups/devices-in-scope.js'
import { loadRules } from '../groups/groups.queries.js'
import type { Transaction } from '../platform/platform.js'

/** Devices that some rule keeps licensed for a feature: what is taken off them would come back by itself. */
export async function devicesKept(
  tx: Transaction,
  organizationId: string,
  featureKey: string,
): Promise<DeviceCondition> {
  const rules = await tx.licenseRule.findMany({
    where: { organizationId, featureKey, enabled: true },
    select: { groupId: true },
  })
  const groupIds = rules.map(({ groupId }) => groupId)
  return inGroups(groupIds.length === 0 ? [] : await loadRules(tx, organizationId, groupIds))
}
