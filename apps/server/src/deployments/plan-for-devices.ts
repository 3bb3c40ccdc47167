import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { pushFleet } from './deployments.jobs.js'
import { type DirectTarget, insertDirectTargets } from './direct-targets.store.js'
import { targetRecord } from './target-audit.js'

const AT_ONCE = 1000

export type DirectDevice = Omit<DirectTarget, 'id'> & { readonly name: string; readonly roomId: string | null }

/** One deployment that sends devices what they have released, with their own layers as they are, without a preview. */
@Injectable()
export class PlanForDevices {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  /** In the transaction of the wish; answers the deployment's id. What rings of other deployments still hold stays. */
  async run(
    tx: Transaction,
    caller: Caller,
    devices: readonly DirectDevice[],
    about: { readonly title: string; readonly reason: string | null },
  ): Promise<string> {
    const { organizationId } = caller
    const deploymentId = uuidv7()
    await tx.deployment.create({
      data: {
        id: deploymentId,
        organizationId,
        kind: 'configuration',
        title: about.title,
        createdBy: caller.actor,
        createdByName: caller.name,
        reason: about.reason,
        total: devices.length,
        startedAt: new Date(),
        // A scope names at most 1,000 devices; the targets are those that count.
        scope: { deviceIds: devices.slice(0, AT_ONCE).map(({ deviceId }) => deviceId) },
        rings: { create: { position: 0, name: '1', size: { kind: 'rest' }, state: 'open', openedAt: new Date() } },
      },
    })
    for (let from = 0; from < devices.length; from += AT_ONCE) {
      await this.plant(tx, caller, deploymentId, devices.slice(from, from + AT_ONCE), about.reason)
    }
    return deploymentId
  }

  private async plant(
    tx: Transaction,
    caller: Caller,
    deploymentId: string,
    devices: readonly DirectDevice[],
    reason: string | null,
  ): Promise<void> {
    const targets = devices.map((device) => ({ ...device, id: uuidv7() }))
    await insertDirectTargets(tx, deploymentId, caller.organizationId, targets)
    const actor = actorOf(caller)
    await this.audit.record(
      tx,
      caller.organizationId,
      ...targets.map((target) => {
        const changes = target.changes.map((change) => ({ ...change }) as { key: string; before: null; after: null })
        const about = { ...target, deploymentId, deviceName: target.name, changes }
        return { ...targetRecord(actor, about, { to: 'planned' }), ...actor, reason }
      }),
    )
  }

  /** After the commit. When the process dies before this, the sweep finds the rows. */
  async announce({ organizationId }: Caller, deploymentId: string, deviceIds: readonly string[]): Promise<void> {
    this.platform.live.publish(organizationId, 'deployment', [deploymentId])
    this.platform.live.publish(organizationId, 'device', deviceIds)
    await this.platform.jobs.add(pushFleet, { organizationId, deploymentId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, deploymentId }, 'the job was not taken; the sweep finds the rows')
    })
  }
}
