import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { pushTargets } from './deployments.jobs.js'
import { DeploymentsOfDevices } from './deployments-of-devices.js'
import { targetRecord } from './target-audit.js'

export type PlannedDeployment = {
  readonly organizationId: string
  readonly deploymentId: string
  readonly targetId: string
  readonly deviceId: string
  readonly desiredVersion: number
}

type Shown = string | number | boolean | string[] | null

export type DevicePlan = {
  readonly deploymentId: string
  readonly device: { readonly id: string; readonly name: string; readonly roomId: string | null }
  /** Without secrets. */
  readonly changes: readonly { readonly key: string; readonly before: Shown; readonly after: Shown }[]
  readonly desiredVersion: number
  readonly restart: boolean
  readonly reason: string | null
}

/** Promises to make a device what it should be: a row in the transaction of the wish, then a job. */
@Injectable()
export class PlanDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly ofDevices: DeploymentsOfDevices,
  ) {}

  newId(): string {
    return uuidv7()
  }

  /** A newer wish takes the place of an older one that the device has not confirmed. */
  async forDevice(tx: Transaction, caller: Caller, plan: DevicePlan): Promise<PlannedDeployment> {
    const { organizationId } = caller
    const { device, deploymentId } = plan
    await this.ofDevices.endFor(tx, organizationId, device.id, 'superseded-by-newer')
    const targetId = uuidv7()
    await tx.deployment.create({
      data: {
        id: deploymentId,
        organizationId,
        kind: 'configuration',
        title: titleOf(plan),
        createdBy: caller.actor,
        createdByName: caller.name,
        reason: plan.reason,
        total: 1,
        startedAt: new Date(),
        rings: { create: { position: 0, name: '1', size: { kind: 'rest' }, state: 'open', openedAt: new Date() } },
      },
    })
    const target = { id: targetId, deploymentId, deviceId: device.id, changes: [...plan.changes] }
    await tx.deploymentTarget.create({
      data: {
        ...target,
        organizationId,
        restart: plan.restart,
        desiredVersion: plan.desiredVersion,
        releasedAt: new Date(),
        nextAttemptAt: new Date(),
      },
    })
    await this.audit.record(tx, organizationId, {
      ...targetRecord(
        actorOf(caller),
        { ...target, deviceName: device.name, roomId: device.roomId },
        { to: 'planned' },
      ),
      ...actorOf(caller),
      reason: plan.reason,
    })
    return { organizationId, deploymentId, targetId, deviceId: device.id, desiredVersion: plan.desiredVersion }
  }

  /** After the commit. When the process dies before this, the sweep finds the row. */
  async announce({ organizationId, deploymentId, deviceId }: PlannedDeployment): Promise<void> {
    this.platform.live.publish(organizationId, 'deployment', [deploymentId])
    this.platform.live.publish(organizationId, 'device', [deviceId])
    await this.platform.jobs.add(pushTargets, { organizationId, deploymentId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, deploymentId }, 'the job was not taken; the sweep finds the row')
    })
  }
}

function titleOf({ changes }: DevicePlan): string {
  const [first] = changes
  if (!first) return 'configuration'
  return changes.length === 1
    ? `${first.key} = ${String(first.after ?? 'default')}`
    : `${first.key} + ${changes.length - 1}`
}
