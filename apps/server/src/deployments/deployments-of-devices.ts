import { Injectable } from '@nestjs/common'
import { Audit, systemActor } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import { targetRecord } from './target-audit.js'
import {
  holdDevice,
  holdTargets,
  ofDevices,
  saveTransitions,
  settleDeployments,
  type Transition,
} from './targets.store.js'

/** What other features may do to the open targets of a device, in their own transaction. */
@Injectable()
export class DeploymentsOfDevices {
  constructor(private readonly audit: Audit) {}

  /** Comes first in a transaction that changes what a device should be, or ends it. */
  hold(tx: Transaction, deviceId: string): Promise<void> {
    return holdDevice(tx, deviceId)
  }

  /** Ends what is open: because something newer takes its place, or because the device is gone. */
  async endFor(
    tx: Transaction,
    organizationId: string,
    deviceId: string,
    why: 'superseded-by-newer' | 'device-retired',
  ): Promise<void> {
    const open = await holdTargets(tx, ofDevices([deviceId]))
    const steps = open.map((target) => ({
      target,
      to: why === 'superseded-by-newer' ? ('superseded' as const) : ('cancelled' as const),
      reason: { code: why, params: {} },
    })) satisfies Transition[]
    await saveTransitions(tx, steps)
    await settleDeployments(
      tx,
      open.map(({ deploymentId }) => deploymentId),
    )
    await this.audit.record(
      tx,
      organizationId,
      ...steps.map((step) => targetRecord(systemActor('deployments'), step.target, step)),
    )
  }
}
