import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { ReleaseConfiguration } from '../configuration/release-configuration.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import { pushTargets } from './deployments.jobs.js'
import { DeploymentQueries } from './deployments.queries.js'
import { newestFailed } from './targets.store.js'

/** Tries the failed devices of a deployment again, with a new number, so that a device looks at it afresh. */
@Injectable()
export class RetryDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly configuration: ReleaseConfiguration,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Deployment> {
    const deployment = await this.queries.find(caller.organizationId, deploymentId)
    const devices = await this.platform.transaction(async (tx) => {
      const failed = await newestFailed(tx, deploymentId)
      if (failed.length === 0) throw new Refused('deployment.nothing-to-retry')
      for (const target of failed) await this.again(tx, caller, target)
      await tx.deployment.update({
        where: { id: deploymentId },
        data: { state: 'running', finishedAt: null, version: { increment: 1 } },
      })
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        ...actsOn(deployment, 'deployment.retried', failed),
      })
      return failed
    })
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
    this.platform.live.publish(
      caller.organizationId,
      'device',
      devices.map(({ deviceId }) => deviceId),
    )
    await this.platform.jobs.add(pushTargets, { organizationId: caller.organizationId, deploymentId }).catch(() => {})
    return this.queries.find(caller.organizationId, deploymentId)
  }

  private async again(
    tx: Transaction,
    caller: Caller,
    target: { id: string; deviceId: string; deploymentId: string },
  ): Promise<void> {
    const desiredVersion = await this.configuration.again(
      tx,
      caller.organizationId,
      target.deviceId,
      target.deploymentId,
    )
    await tx.deploymentTarget.update({
      where: { id: target.id },
      data: {
        state: 'planned',
        reasonCode: null,
        reason: {},
        attempts: 0,
        desiredVersion,
        nextAttemptAt: new Date(),
        sentAt: null,
        finishedAt: null,
      },
    })
  }
}
