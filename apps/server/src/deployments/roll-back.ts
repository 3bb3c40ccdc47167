import type { Deployment } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, type AuditRecord, actorOf, systemActor } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { EVERYBODY } from './create-deployment.js'
import { actsOn } from './deployment-act.js'
import { prepareDeployment, tendDeployment } from './deployments.jobs.js'
import { DeploymentQueries } from './deployments.queries.js'
import {
  createDeploymentRow,
  enterDeployment,
  type HeldDeployment,
  holdDeployment,
  saveDeployments,
} from './deployments.store.js'
import { stillOf } from './plans.store.js'
import { createRings } from './rings.store.js'

const FIRST = '00000000-0000-0000-0000-000000000000'
type Actor = Pick<AuditRecord, 'actor' | 'actorName'>

/** Prepares going back: a draft that restores the layers each device had before, where they are still this deployment's. */
@Injectable()
export class RollBack {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Deployment> {
    const { organizationId } = caller
    await this.queries.find(organizationId, deploymentId, caller.language)
    const id = await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await holdDeployment(tx, deploymentId)
      if (!deployment) throw notFound()
      if ((await stillOf(tx, deploymentId, FIRST, 1)).length === 0) throw new Refused('deployment.nothing-to-roll-back')
      if (deployment.state === 'running') await this.pause(tx, caller, deployment)
      return prepareRollback(tx, this.audit, deployment, actorOf(caller))
    })
    this.platform.live.publish(organizationId, 'deployment', [deploymentId, id])
    await this.platform.jobs.add(prepareDeployment, { organizationId, deploymentId: id }).catch(() => {})
    await this.platform.jobs.add(tendDeployment, { organizationId, deploymentId }).catch(() => {})
    return this.queries.find(organizationId, id, caller.language)
  }

  /** Nobody who is about to go back wants more of it sent meanwhile. */
  private async pause(tx: Transaction, caller: Caller, deployment: HeldDeployment): Promise<void> {
    const reason = { code: 'paused-for-rollback', name: caller.name }
    await saveDeployments(tx, [{ id: deployment.id, state: 'paused', reason, nextLookAt: new Date() }])
    await this.audit.record(tx, caller.organizationId, {
      ...actorOf(caller),
      ...actsOn(deployment, 'deployment.paused'),
      details: { code: reason.code },
    })
  }
}

/** The same without a person, where that was asked for; it starts by itself as soon as it is prepared. */
export async function beginRollback(tx: Transaction, audit: Audit, deployment: HeldDeployment): Promise<void> {
  const actor = systemActor('deployments')
  const known = await tx.deployment.count({
    where: {
      organizationId: deployment.organizationId,
      rollbackOf: deployment.id,
      createdBy: actor.actor,
      state: { not: 'cancelled' },
    },
  })
  if (known === 0) await prepareRollback(tx, audit, deployment, actor)
}

async function prepareRollback(
  tx: Transaction,
  audit: Audit,
  deployment: HeldDeployment,
  actor: Actor,
): Promise<string> {
  const { organizationId, title } = deployment
  const id = uuidv7()
  await createDeploymentRow(tx, {
    id,
    organizationId,
    title,
    createdBy: actor.actor,
    createdByName: actor.actorName,
    reason: null,
    scope: null,
    growth: 'frozen',
    startsAt: null,
    window: null,
    forced: deployment.forced,
    autoRollback: false,
    rollbackOf: deployment.id,
  })
  await createRings(tx, organizationId, id, [EVERYBODY])
  await audit.record(tx, organizationId, {
    ...actor,
    ...actsOn({ id, title }, 'deployment.prepared'),
    details: { rollbackOf: deployment.id },
  })
  await audit.record(tx, organizationId, {
    ...actor,
    ...actsOn(deployment, 'deployment.rolled-back'),
    details: { rollback: id },
  })
  return id
}
