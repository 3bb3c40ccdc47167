import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { pushFleet } from './deployments.jobs.js'
import { type DirectTarget, insertDirectTargets } from './direct-targets.store.js'
import { targetRecord } from './target-audit.js'

const AT_ONCE = 500

export type DirectDevice = Omit<DirectTarget, 'id'> & { readonly name: string; readonly roomId: string | null }

type About = { readonly title: string; readonly reason: string | null }
export type PlannedForDevices = { readonly deploymentId: string; readonly devices: readonly DirectDevice[] }

/** How a deployment comes about, part by part. */
export type InParts<T> = About & {
  /** Does to one part what belongs to the wish, and says what to plan for which devices. */
  readonly prepare: (tx: Transaction, part: readonly T[]) => Promise<readonly DirectDevice[]>
  /** In the transaction of the last part. */
  readonly conclude: (tx: Transaction, planned: PlannedForDevices) => Promise<void>
}

/** One deployment that sends devices what they have released, with their own layers as they are, without a preview. */
@Injectable()
export class PlanForDevices {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  /**
   * So many devices in one transaction that nobody waits long for any of them. Of several parts the deployment is paused
   * until the last: should the process die in between, it stands there for somebody to resume or cancel. What rings of
   * other deployments still hold stays.
   */
  async run<T>(caller: Caller, all: readonly T[], parts: InParts<T>): Promise<PlannedForDevices> {
    const planned = { deploymentId: uuidv7(), devices: [] as DirectDevice[] }
    for (let from = 0; from < all.length; from += AT_ONCE) {
      await this.platform.transaction(async (tx) => {
        const devices = await parts.prepare(tx, all.slice(from, from + AT_ONCE))
        if (planned.devices.length === 0 && devices.length > 0) await this.open(tx, caller, planned.deploymentId, parts)
        await this.plant(tx, caller, planned.deploymentId, devices, parts.reason)
        planned.devices.push(...devices)
        if (from + AT_ONCE < all.length) return
        await parts.conclude(tx, planned)
        await this.start(tx, planned)
      })
    }
    await this.announce(caller, planned)
    return planned
  }

  private async open(tx: Transaction, caller: Caller, id: string, { title, reason }: About): Promise<void> {
    await tx.deployment.create({
      data: {
        id,
        organizationId: caller.organizationId,
        kind: 'configuration',
        title,
        state: 'paused',
        createdBy: caller.actor,
        createdByName: caller.name,
        reason,
        startedAt: new Date(),
        rings: { create: { position: 0, name: '1', size: { kind: 'rest' }, state: 'open', openedAt: new Date() } },
      },
    })
  }

  private async start(tx: Transaction, { deploymentId, devices }: PlannedForDevices): Promise<void> {
    // A scope names at most 1,000 devices; the targets are those that count.
    const scope = { deviceIds: devices.slice(0, 1_000).map(({ deviceId }) => deviceId) }
    const data = { state: 'running', total: devices.length, scope }
    await tx.deployment.update({ where: { id: deploymentId }, data })
  }

  private async plant(
    tx: Transaction,
    caller: Caller,
    deploymentId: string,
    devices: readonly DirectDevice[],
    reason: string | null,
  ): Promise<void> {
    if (devices.length === 0) return
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
  private async announce({ organizationId }: Caller, { deploymentId, devices }: PlannedForDevices): Promise<void> {
    this.platform.live.publish(organizationId, 'deployment', [deploymentId])
    this.platform.live.publish(
      organizationId,
      'device',
      devices.map(({ deviceId }) => deviceId),
    )
    await this.platform.jobs.add(pushFleet, { organizationId, deploymentId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, deploymentId }, 'the job was not taken; the sweep finds the rows')
    })
  }
}
