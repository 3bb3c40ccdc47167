import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { type ChangeMade, ReleaseConfiguration } from '../configuration/release-configuration.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import { DeploymentQueries } from './deployments.queries.js'
import { targetRecord } from './target-audit.js'
import { holdTargets, saveTransitions, settleDeployments, unsentOf } from './targets.store.js'

/** Stops what has not been sent, and puts the values before back, so that nothing of it reaches a device later. */
@Injectable()
export class CancelDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly configuration: ReleaseConfiguration,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Deployment> {
    const deployment = await this.queries.find(caller.organizationId, deploymentId)
    const cancelled = await this.platform.transaction(async (tx) => {
      const targets = await holdTargets(tx, unsentOf(deploymentId))
      if (targets.length === 0) throw new Refused('deployment.nothing-to-cancel')
      for (const target of targets)
        await this.configuration.putBack(tx, caller, target.deviceId, (target.changes ?? []) as ChangeMade[])
      const steps = targets.map((target) => ({
        target,
        to: 'cancelled' as const,
        reason: { code: 'cancelled-by-person' as const, params: { name: caller.name } },
      }))
      await saveTransitions(tx, steps)
      await settleDeployments(tx, [deploymentId])
      await tx.deployment.updateMany({ where: { id: deploymentId, state: 'finished' }, data: { state: 'cancelled' } })
      await this.audit.record(
        tx,
        caller.organizationId,
        { ...actorOf(caller), ...actsOn(deployment, 'deployment.cancelled', targets) },
        ...steps.map((step) => ({ ...targetRecord(actorOf(caller), step.target, step), ...actorOf(caller) })),
      )
      return targets
    })
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
    this.platform.live.publish(
      caller.organizationId,
      'device',
      cancelled.map(({ deviceId }) => deviceId),
    )
    return this.queries.find(caller.organizationId, deploymentId)
  }
}
