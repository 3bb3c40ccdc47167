import type { Deployment } from '@maestro/contract'
import { isDeploymentOver } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { type ChangeMade, ReleaseConfiguration } from '../configuration/release-configuration.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { isPlanted } from './begin-deployment.js'
import { actsOn } from './deployment-act.js'
import { DeploymentQueries } from './deployments.queries.js'
import {
  enterDeployment,
  findDeployment,
  type HeldDeployment,
  holdDeployment,
  isSingle,
  saveDeployments,
} from './deployments.store.js'
import { targetRecord } from './target-audit.js'
import { holdDevices, holdTargets, openIds, saveTransitions, unsentOf } from './targets.store.js'
import { TendDeployment } from './tend-deployment.js'

/** Stops what has not been sent, and puts the values before back, so that nothing of it reaches a device later. */
@Injectable()
export class CancelDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
    private readonly configuration: ReleaseConfiguration,
    private readonly tend: TendDeployment,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Deployment> {
    await this.queries.find(caller.organizationId, deploymentId, caller.language)
    const single = await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await findDeployment(tx, deploymentId)
      if (!deployment) throw notFound()
      await (isSingle(deployment) ? this.ofDevice(tx, caller, deployment) : this.ofFleet(tx, caller, deployment))
      return isSingle(deployment)
    })
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
    if (!single) await this.tend.run(caller.organizationId, deploymentId)
    return this.queries.find(caller.organizationId, deploymentId, caller.language)
  }

  /** What was saved on the device's own page is in its own layer: there it is taken back. */
  private async ofDevice(tx: Transaction, caller: Caller, deployment: HeldDeployment): Promise<void> {
    const targets = await holdTargets(tx, unsentOf(deployment.id))
    if (targets.length === 0) throw new Refused('deployment.nothing-to-cancel')
    await holdDevices(
      tx,
      targets.map(({ deviceId }) => deviceId),
    )
    for (const target of targets)
      await this.configuration.putBack(tx, caller, target.deviceId, (target.changes ?? []) as ChangeMade[])
    const reason = { code: 'cancelled-by-person' as const, params: { name: caller.name } }
    const steps = targets.map((target) => ({ target, to: 'cancelled' as const, reason }))
    await saveTransitions(tx, steps)
    await this.end(tx, caller, deployment.id)
    await this.audit.record(
      tx,
      caller.organizationId,
      { ...actorOf(caller), ...actsOn(deployment, 'deployment.cancelled', targets) },
      ...steps.map((step) => ({ ...targetRecord(actorOf(caller), step.target, step), ...actorOf(caller) })),
    )
    this.platform.live.publish(
      caller.organizationId,
      'device',
      targets.map(({ deviceId }) => deviceId),
    )
  }

  /** From now on nothing of it is sent; the targets themselves end part by part. */
  private async ofFleet(tx: Transaction, caller: Caller, { id }: HeldDeployment): Promise<void> {
    const deployment = await holdDeployment(tx, id)
    if (!deployment || isDeploymentOver(deployment.state as never)) throw new Refused('deployment.nothing-to-cancel')
    const waiting = await openIds(tx, unsentOf(id))
    const isAllSent = deployment.state === 'running' && isPlanted(deployment) && waiting.length === 0
    if (isAllSent && deployment.growth === 'frozen') throw new Refused('deployment.nothing-to-cancel')
    await this.end(tx, caller, id)
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      ...actsOn(deployment, 'deployment.cancelled'),
      details: { devices: waiting.length },
    })
  }

  private async end(tx: Transaction, caller: Caller, id: string): Promise<void> {
    const reason = { code: 'cancelled-by-person', name: caller.name }
    await saveDeployments(tx, [{ id, state: 'cancelled', reason, nextLookAt: new Date() }])
  }
}
