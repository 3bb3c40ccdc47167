import { Injectable } from '@nestjs/common'
import { Audit, systemActor } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import { judgeDeployments } from './judge-rings.js'
import { targetRecord } from './target-audit.js'
import { holdDevice, holdTargets, ofDevices, released, saveTransitions, type Transition } from './targets.store.js'

/** What other features may do to the open targets of a device, in their own transaction. */
@Injectable()
export class DeploymentsOfDevices {
  constructor(private readonly audit: Audit) {}

  /** Comes first in a transaction that changes what a device should be, or ends it. */
  hold(tx: Transaction, deviceId: string): Promise<void> {
    return holdDevice(tx, deviceId)
  }

  /**
   * Ends what is open: because something newer takes its place, or because the device is gone. What was not released to
   * the device yet stays when something newer comes: it is released on top of that. Answers the deployments it concerns.
   */
  async endFor(
    tx: Transaction,
    organizationId: string,
    deviceId: string,
    why: 'superseded-by-newer' | 'device-retired' | 'device-left',
  ): Promise<{ id: string; title: string }[]> {
    const all = ofDevices([deviceId])
    const open = await holdTargets(tx, why === 'superseded-by-newer' ? released(all) : all)
    const steps = open.map((target) => ({
      target,
      to: why === 'superseded-by-newer' ? ('superseded' as const) : ('cancelled' as const),
      reason: { code: why, params: {} },
    })) satisfies Transition[]
    await saveTransitions(tx, steps)
    const ids = open.map(({ deploymentId }) => deploymentId)
    await judgeDeployments(tx, this.audit, organizationId, ids)
    await this.audit.record(
      tx,
      organizationId,
      ...steps.map((step) => targetRecord(systemActor('deployments'), step.target, step)),
    )
    if (ids.length === 0) return []
    return tx.deployment.findMany({
      where: { id: { in: ids } },
      select: { id: true, title: true },
      orderBy: { id: 'asc' },
    })
  }
}
