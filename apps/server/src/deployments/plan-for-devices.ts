import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import {
  announceDirect,
  type DirectDeployment,
  type DirectDevice,
  openDirect,
  plantDirect,
  startDirect,
} from './direct-deployment.js'

const AT_ONCE = 500
const FAILURE_PERCENT = 10

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
    const deployment = deploymentOf(caller, parts)
    const planned = { deploymentId: deployment.id, devices: [] as DirectDevice[] }
    for (let from = 0; from < all.length; from += AT_ONCE) {
      await this.platform.transaction(async (tx) => {
        const devices = await parts.prepare(tx, all.slice(from, from + AT_ONCE))
        if (planned.devices.length === 0 && devices.length > 0) await openDirect(tx, deployment)
        await plantDirect(tx, this.audit, deployment, devices)
        planned.devices.push(...devices)
        if (from + AT_ONCE < all.length) return
        await parts.conclude(tx, planned)
        await startDirect(tx, deployment.id, idsOf(planned.devices))
      })
    }
    await announceDirect(this.platform, caller.organizationId, deployment.id, idsOf(planned.devices))
    return planned
  }
}

function deploymentOf(caller: Caller, { title, reason }: About): DirectDeployment {
  return {
    id: uuidv7(),
    organizationId: caller.organizationId,
    kind: 'configuration',
    title,
    by: actorOf(caller),
    reason,
    failurePercent: FAILURE_PERCENT,
  }
}

function idsOf(devices: readonly DirectDevice[]): string[] {
  return devices.map(({ deviceId }) => deviceId)
}
