import type { Target } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { pushFleet, pushTargets } from './deployments.jobs.js'
import { DeploymentQueries } from './deployments.queries.js'
import { forceTarget } from './fleet-targets.store.js'
import { targetRecord } from './target-audit.js'
import { holdTargets, oneOf } from './targets.store.js'

/** Sends to one device now: through a call, outside the window, in a freeze period and before its ring. */
@Injectable()
export class ForceTarget {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
  ) {}

  async run(caller: Caller, deploymentId: string, targetId: string): Promise<Target> {
    const { organizationId } = caller
    await this.queries.target(organizationId, deploymentId, targetId, caller.language)
    const fleet = await this.platform.transaction(async (tx) => {
      const [target] = await holdTargets(tx, oneOf(deploymentId, targetId))
      if (!target || target.state === 'sent') throw new Refused('deployment.target-not-open')
      if (target.deploymentState !== 'running') throw new Refused('deployment.not-running')
      if (target.reasonCode === 'approval-needed') throw new Refused('deployment.target-not-open')
      await forceTarget(tx, targetId)
      await this.audit.record(tx, organizationId, {
        ...targetRecord(actorOf(caller), target, { to: target.state }),
        ...actorOf(caller),
        action: 'target.forced',
      })
      this.platform.live.publish(organizationId, 'device', [target.deviceId])
      return target.fleet
    })
    this.platform.live.publish(organizationId, 'deployment', [deploymentId])
    await this.platform.jobs.add(fleet ? pushFleet : pushTargets, { organizationId, deploymentId }).catch(() => {})
    const target = await this.queries.target(organizationId, deploymentId, targetId, caller.language)
    if (!target) throw notFound()
    return target
  }
}
