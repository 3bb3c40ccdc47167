import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { authorsOf, isMemberWhoApproves } from './approvers.queries.js'
import { actsOn } from './deployment-act.js'
import { DeploymentQueries } from './deployments.queries.js'
import { enterDeployment, type HeldDeployment, holdDeployment, saveDeployments } from './deployments.store.js'
import { releaseApproved } from './joined-targets.store.js'
import { StartDeployment } from './start-deployment.js'
import { TendDeployment } from './tend-deployment.js'

/** The second person's yes to exactly one preview, or no. */
@Injectable()
export class ApproveDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly start: StartDeployment,
    private readonly tend: TendDeployment,
  ) {}

  async approve(caller: Caller, deploymentId: string, previewHash: string): Promise<Deployment> {
    return this.decide(caller, deploymentId, async (tx, deployment) => {
      const isJoined = deployment.state === 'running' || deployment.state === 'paused'
      if (
        isJoined ? (await releaseApproved(tx, deploymentId, 'count')) === 0 : deployment.state !== 'awaiting-approval'
      )
        throw new Refused('deployment.not-awaiting-approval')
      if (deployment.previewHash !== previewHash) throw new Refused('deployment.preview-changed')
      const approved = { approvedBy: caller.actor, approvedByName: caller.name, approvedAt: new Date() }
      await tx.deployment.update({ where: { id: deploymentId }, data: { ...approved, version: { increment: 1 } } })
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        ...actsOn(deployment, 'deployment.approved'),
        details: { devices: deployment.total, previewHash },
      })
      if (!isJoined) return this.start.begin(tx, { ...deployment, ...approved }, actorOf(caller))
      await releaseApproved(tx, deploymentId, 'release')
    })
  }

  async reject(caller: Caller, deploymentId: string, reason: string): Promise<Deployment> {
    return this.decide(caller, deploymentId, async (tx, deployment) => {
      if (deployment.state !== 'awaiting-approval') throw new Refused('deployment.not-awaiting-approval')
      const because = { code: 'rejected', name: caller.name, reason }
      await saveDeployments(tx, [{ id: deploymentId, state: 'draft', reason: because, nextLookAt: new Date() }])
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        ...actsOn(deployment, 'deployment.rejected'),
        reason,
      })
    })
  }

  private async decide(
    caller: Caller,
    deploymentId: string,
    act: (tx: Transaction, deployment: HeldDeployment) => Promise<void>,
  ): Promise<Deployment> {
    await this.queries.find(caller.organizationId, deploymentId, caller.language)
    await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      await releaseApproved(tx, deploymentId, 'hold')
      const deployment = await holdDeployment(tx, deploymentId)
      if (!deployment) throw notFound()
      await assertSecondPerson(tx, caller, deployment)
      await act(tx, deployment)
    })
    await this.tend.run(caller.organizationId, deploymentId)
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
    return this.queries.find(caller.organizationId, deploymentId, caller.language)
  }
}

async function assertSecondPerson(tx: Transaction, caller: Caller, deployment: HeldDeployment): Promise<void> {
  if (caller.identity.kind === 'token') throw new Refused('deployment.approval-by-token')
  if (!(await isMemberWhoApproves(tx, caller))) throw new Refused('deployment.approval-by-partner')
  if ((await authorsOf(tx, deployment)).includes(caller.actor)) throw new Refused('deployment.approval-own')
}
