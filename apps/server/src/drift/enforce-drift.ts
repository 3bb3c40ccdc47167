import type { RouteResponse, routes } from '@maestro/contract'
import { findSettingAnywhere } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, type AuditRecord, actorOf } from '../audit/audit.js'
import { PlanForDevices } from '../deployments/plan-for-devices.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { ChooseDrift, type DriftChoice } from './choose-drift.js'
import { approvalFrom, type DriftedDevice } from './drifted-devices.queries.js'

/** Sends devices again what they should have, under a new number. */
@Injectable()
export class EnforceDrift {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly choose: ChooseDrift,
    private readonly plan: PlanForDevices,
  ) {}

  async run(caller: Caller, choice: DriftChoice): Promise<RouteResponse<typeof routes.drift.enforce>> {
    const { organizationId } = caller
    const devices = await this.choose.run(organizationId, choice)
    const second = await approvalFrom(this.platform.database.prisma, organizationId)
    if (second === 1) throw new Refused('drift.every-device-needs-second-person')
    if (second !== null && devices.length >= second) throw new Refused('drift.needs-second-person', { from: second })
    const reason = choice.reason || null
    const { deploymentId } = await this.plan.run(caller, devices, {
      title: titleOf(devices),
      reason,
      prepare: async (_, part) => part.map(targetOf),
      conclude: (tx, planned) =>
        this.audit.record(tx, organizationId, actOn(caller, 'drift.enforced', planned.deploymentId, devices, reason)),
    })
    return { deploymentId, devices: devices.length, skipped: [] }
  }
}

/** What the device reports becomes what is wanted. */
function targetOf({ id, name, roomId, drifts }: DriftedDevice) {
  return {
    deviceId: id,
    name,
    roomId,
    changes: drifts.map(({ key, wanted, reported }) => ({ key, before: reported, after: wanted })),
    restart: drifts.some(({ key }) => findSettingAnywhere(key)?.restart === true),
  }
}

/** A deployment is called by what it is about. */
export function titleOf(devices: readonly DriftedDevice[]): string {
  const [first = 'configuration', ...others] = new Set(devices.flatMap(({ drifts }) => drifts.map(({ key }) => key)))
  return others.length === 0 ? first : `${first} + ${others.length}`
}

/** One entry for the whole act; each device has its own about its target. */
export function actOn(
  caller: Caller,
  action: 'drift.adopted' | 'drift.enforced',
  deploymentId: string,
  devices: readonly DriftedDevice[],
  reason: string | null,
): AuditRecord {
  const [only] = devices.length === 1 ? devices : []
  return {
    ...actorOf(caller),
    action,
    objectKind: 'deployment',
    objectId: deploymentId,
    objectName: titleOf(devices),
    deviceId: only?.id ?? null,
    roomId: only?.roomId ?? null,
    details: { devices: devices.length, settings: devices.reduce((sum, { drifts }) => sum + drifts.length, 0) },
    reason,
  }
}
