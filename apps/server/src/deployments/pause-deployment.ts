import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import { DeploymentQueries } from './deployments.queries.js'
import {
  enterDeployment,
  findDeployment,
  type HeldDeployment,
  holdDeployment,
  saveDeployments,
} from './deployments.store.js'
import { judgeDeployments } from './judge-rings.js'
import { lastOpened, openRing } from './open-ring.js'
import { forgiveRings, ringsOf } from './rings.store.js'
import { TendDeployment } from './tend-deployment.js'

/** Holds a deployment up, lets it go on, or opens its next ring before its time. */
@Injectable()
export class PauseDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly tend: TendDeployment,
  ) {}

  /** When this answers, nothing more is sent: whoever sends for the deployment keeps it entered until it is noted. */
  pause(caller: Caller, deploymentId: string): Promise<Deployment> {
    return this.act(caller, deploymentId, holdDeployment, async (tx, deployment) => {
      if (deployment.state !== 'running' && deployment.state !== 'scheduled')
        throw new Refused('deployment.not-running')
      const reason = { code: 'paused-by-person', name: caller.name }
      await saveDeployments(tx, [{ id: deploymentId, state: 'paused', reason, nextLookAt: new Date() }])
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        ...actsOn(deployment, 'deployment.paused'),
        details: {},
      })
    })
  }

  /** After a stop the ring is open again, and what failed until now is no longer held against it. */
  resume(caller: Caller, deploymentId: string): Promise<Deployment> {
    return this.act(caller, deploymentId, holdDeployment, async (tx, deployment) => {
      if (deployment.state !== 'paused' && deployment.state !== 'stopped') throw new Refused('deployment.not-paused')
      if (deployment.state === 'stopped') await forgiveRings(tx, deploymentId)
      const isEarly = deployment.startedAt === null
      const change = { id: deploymentId, reason: null, nextLookAt: new Date() }
      await saveDeployments(tx, [{ ...change, state: isEarly ? 'scheduled' : 'running' }])
      await this.audit.record(tx, caller.organizationId, {
        ...actorOf(caller),
        ...actsOn(deployment, 'deployment.resumed'),
        details: { from: deployment.state },
      })
      if (!isEarly) await judgeDeployments(tx, this.audit, caller.organizationId, [deploymentId])
    })
  }

  openNext(caller: Caller, deploymentId: string): Promise<Deployment> {
    return this.act(caller, deploymentId, findDeployment, async (tx, deployment) => {
      if (deployment.state !== 'running') throw new Refused('deployment.not-running')
      const rings = await ringsOf(tx, [deploymentId])
      const last = lastOpened(rings)
      const next = rings[(last?.position ?? -1) + 1]
      if (!last || !next) throw new Refused('deployment.no-ring-to-open')
      await openRing(tx, this.audit, actorOf(caller), deploymentId, next.position)
    })
  }

  private async act(
    caller: Caller,
    deploymentId: string,
    load: typeof holdDeployment,
    work: (tx: Transaction, deployment: HeldDeployment) => Promise<void>,
  ): Promise<Deployment> {
    await this.queries.find(caller.organizationId, deploymentId, caller.language)
    await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await load(tx, deploymentId)
      if (!deployment) throw notFound()
      await work(tx, deployment)
    })
    await this.tend.run(caller.organizationId, deploymentId)
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
    return this.queries.find(caller.organizationId, deploymentId, caller.language)
  }
}
