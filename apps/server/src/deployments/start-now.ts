import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { needsApproval, othersWhoApprove } from './approvers.queries.js'
import { actsOn } from './deployment-act.js'
import { DeploymentQueries } from './deployments.queries.js'
import { enterDeployment, type HeldDeployment, holdDeployment, saveDeployments } from './deployments.store.js'
import { StartDeployment } from './start-deployment.js'
import { TendDeployment } from './tend-deployment.js'

type Wish = { readonly previewHash: string; readonly emergency: boolean }

/** Starts exactly what a preview showed: at once, at its time, or when a second person has approved it. */
@Injectable()
export class StartNow {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly start: StartDeployment,
    private readonly tend: TendDeployment,
  ) {}

  async run(caller: Caller, deploymentId: string, wish: Wish): Promise<Deployment> {
    await this.queries.find(caller.organizationId, deploymentId, caller.language)
    await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await holdDeployment(tx, deploymentId)
      assertStartable(deployment, wish.previewHash)
      const startedBy = { startedBy: caller.actor, startedByName: caller.name }
      await tx.deployment.update({ where: { id: deploymentId }, data: startedBy })
      if (!(await needsApproval(tx, deployment))) return this.start.begin(tx, deployment, actorOf(caller))
      if (!wish.emergency) return this.askForApproval(tx, caller, deployment)
      if ((await othersWhoApprove(tx, caller, deployment)) > 0) throw new Refused('deployment.somebody-can-approve')
      await tx.deployment.update({ where: { id: deploymentId }, data: { emergency: true } })
      return this.start.begin(tx, deployment, actorOf(caller), true)
    })
    atStep('start.committed')
    await this.tend.run(caller.organizationId, deploymentId)
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
    return this.queries.find(caller.organizationId, deploymentId, caller.language)
  }

  private async askForApproval(tx: Transaction, caller: Caller, deployment: HeldDeployment): Promise<void> {
    await saveDeployments(tx, [{ id: deployment.id, state: 'awaiting-approval', reason: null, nextLookAt: null }])
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      ...actsOn(deployment, 'deployment.approval-asked'),
      details: { devices: deployment.total, previewHash: deployment.previewHash },
    })
  }
}

function assertStartable(deployment: HeldDeployment | null, previewHash: string): asserts deployment is HeldDeployment {
  if (!deployment) throw notFound()
  if (deployment.state === 'preparing') throw new Refused('deployment.still-preparing')
  if (deployment.state !== 'draft') throw new Refused('deployment.not-a-draft')
  if (deployment.previewHash !== previewHash) throw new Refused('deployment.preview-changed')
  if (deployment.total === 0) throw new Refused('deployment.no-devices')
}
