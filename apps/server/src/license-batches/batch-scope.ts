import type { DeploymentScope } from '@maestro/contract'
import { allOf, type DeviceCondition, notRetired } from '../groups/device-condition.queries.js'

/** Retired devices are only looked at where somebody named them. */
export function scopeCondition(scope: DeploymentScope, condition: DeviceCondition): DeviceCondition {
  return 'deviceIds' in scope ? condition : allOf([notRetired, condition])
}
