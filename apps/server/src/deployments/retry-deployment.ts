import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { ReleaseConfiguration } from '../configuration/release-configuration.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import { pushTargets } from './deployments.jobs.js'
import { DeploymentQueries } from './deployments.queries.js'
import { enterDeployment, type HeldDeployment, holdDeployment, isSingle, saveDeployments } from './deployments.store.js'
import { planAgain } from './fleet-targets.store.js'
import { forgiveRings } from './rings.store.js'
import { holdDevices, newestFailed } from './targets.store.js'
import { TendDeployment } from './tend-deployment.js'

type Failed = Awaited<ReturnType<typeof newestFailed>>[number]

/** Tries the failed devices of a deployment again, with a new number, so that a device looks at it afresh. */
@Injectable()
export class RetryDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly configuration: ReleaseConfiguration,
    private readonly tend: TendDeployment,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Deployment> {
    const { organizationId } = caller
    await this.queries.find(organizationId, deploymentId, caller.language)
    const { devices, single } = await this.platform.transaction((tx) => this.retry(tx, caller, deploymentId))
    this.platform.live.publish(organizationId, 'deployment', [deploymentId])
    this.platform.live.publish(organizationId, 'device', devices)
    if (single) await this.platform.jobs.add(pushTargets, { organizationId, deploymentId }).catch(() => {})
    else await this.tend.run(organizationId, deploymentId)
    return this.queries.find(organizationId, deploymentId, caller.language)
  }

  private async retry(
    tx: Transaction,
    caller: Caller,
    deploymentId: string,
  ): Promise<{ devices: string[]; single: boolean }> {
    await enterDeployment(tx, deploymentId)
    const failed = await newestFailed(tx, deploymentId)
    const devices = failed.map(({ deviceId }) => deviceId)
    await holdDevices(tx, devices)
    const deployment = await holdDeployment(tx, deploymentId)
    if (!deployment) throw notFound()
    if (deployment.state === 'cancelled') throw new Refused('deployment.cancelled-not-retried')
    if (failed.length === 0) throw new Refused('deployment.nothing-to-retry')
    await planAgain(
      tx,
      failed.map(({ id }) => id),
    )
    const single = isSingle(deployment)
    if (single) for (const target of failed) await this.again(tx, caller, target)
    else await forgiveRings(tx, deploymentId)
    await saveDeployments(tx, [runsAgain(deployment)])
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      ...actsOn(deployment, 'deployment.retried', failed),
    })
    return { devices, single }
  }

  private async again(tx: Transaction, { organizationId }: Caller, { id, deviceId, deploymentId }: Failed) {
    const desiredVersion = await this.configuration.again(tx, organizationId, deviceId, deploymentId)
    const now = new Date()
    await tx.deploymentTarget.update({ where: { id }, data: { desiredVersion, releasedAt: now, nextAttemptAt: now } })
  }
}

/** What somebody has paused stays so. */
function runsAgain({ id, state }: HeldDeployment) {
  const stays = state === 'paused'
  return { id, state: stays ? ('paused' as const) : ('running' as const), reason: null, nextLookAt: new Date() }
}
