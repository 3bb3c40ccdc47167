import { Injectable } from '@nestjs/common'
import { Audit, type AuditRecord } from '../audit/audit.js'
import type { Transaction } from '../platform/platform.js'
import { CancelTargets } from './cancel-targets.js'
import { actsOn } from './deployment-act.js'
import { type HeldDeployment, saveDeployments } from './deployments.store.js'

type Actor = Pick<AuditRecord, 'actor' | 'actorName'>

/** What follows once nobody needs to be asked any more, whoever says so: a person, an approval, the clock. */
@Injectable()
export class StartDeployment {
  constructor(
    private readonly audit: Audit,
    private readonly cancel: CancelTargets,
  ) {}

  /** From now on it runs, or waits for its time. The deployment is held. */
  async begin(tx: Transaction, deployment: HeldDeployment, actor: Actor, emergency = false): Promise<void> {
    const { id, startsAt } = deployment
    const waits = startsAt !== null && startsAt > new Date()
    const change = waits
      ? ({ state: 'scheduled', nextLookAt: startsAt } as const)
      : ({ state: 'running', nextLookAt: new Date(), starts: true } as const)
    await saveDeployments(tx, [{ id, reason: null, ...change }])
    await this.audit.record(tx, deployment.organizationId, {
      ...actor,
      ...actsOn(deployment, 'deployment.started'),
      details: {
        devices: deployment.total,
        previewHash: deployment.previewHash,
        startsAt: deployment.startsAt,
        emergency,
      },
    })
    if (deployment.rollbackOf && !waits) await this.cancel.rolledBack(tx, deployment.rollbackOf, actor)
  }
}
