import type { Deployment, routes } from '@maestro/contract'
import type { DeploymentState } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { requireVersion } from '../platform/http/version.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { ringsFor } from './create-deployment.js'
import { actsOn } from './deployment-act.js'
import { prepareDeployment, tendDeployment } from './deployments.jobs.js'
import { DeploymentQueries } from './deployments.queries.js'
import { enterDeployment, type HeldDeployment, holdDeployment, isSingle, writeDeployment } from './deployments.store.js'
import { forgetPlans } from './plans.store.js'
import { changersOf, readPreparation, writePreparation } from './preparation.store.js'
import { previewHashOf } from './preview-hash.js'
import { removeDraft } from './remove-draft.js'
import { createRings } from './rings.store.js'
import { assertScope } from './scope.queries.js'

type Change = InputOf<typeof routes.deployments.change>['body']

/** Changes a draft, the schedule of what has not begun, or whether devices may still join. */
@Injectable()
export class ChangeDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
  ) {}

  async run(caller: Caller, { params, body, ifMatch }: InputOf<typeof routes.deployments.change>): Promise<Deployment> {
    const { deploymentId } = params
    const { organizationId } = caller
    await this.queries.find(organizationId, deploymentId, caller.language)
    const anew = await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await holdDeployment(tx, deploymentId)
      if (!deployment) throw notFound()
      requireVersion(deployment.version, ifMatch)
      assertChangeable(deployment, body)
      const isAnew = await this.save(tx, caller, deployment, body)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        ...actsOn(deployment, 'deployment.changed'),
        details: body,
      })
      return isAnew
    })
    this.platform.live.publish(organizationId, 'deployment', [deploymentId])
    const job = anew ? prepareDeployment : tendDeployment
    await this.platform.jobs.add(job, { organizationId, deploymentId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, deploymentId }, 'the job was not taken; the sweep finds the row')
    })
    return this.queries.find(organizationId, deploymentId, caller.language)
  }

  async discard(caller: Caller, deploymentId: string): Promise<void> {
    await this.queries.find(caller.organizationId, deploymentId, caller.language)
    await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await holdDeployment(tx, deploymentId)
      if (!deployment) throw notFound()
      if (!isDraft(deployment)) throw new Refused('deployment.not-a-draft')
      await removeDraft(tx, this.audit, actorOf(caller), deployment)
    })
    this.platform.live.publish(caller.organizationId, 'deployment', [deploymentId])
  }

  /** True when the preview is worked out anew. */
  private async save(tx: Transaction, caller: Caller, deployment: HeldDeployment, body: Change): Promise<boolean> {
    const { id } = deployment
    const { rings, startsAt, ...rest } = body
    await this.saveRings(tx, deployment, body)
    const isAnew = isDraft(deployment) && (body.scope ?? rings ?? body.growth) !== undefined
    if (isAnew) await forgetPlans(tx, id)
    const changedBy = [...new Set([...changersOf(deployment), caller.actor])]
    await writePreparation(tx, id, { ...(isAnew ? {} : readPreparation(deployment)), changedBy })
    const begins = startsAt === undefined ? {} : { startsAt: startsAt === null ? null : new Date(startsAt) }
    const anew = { state: 'preparing', prepared: 0, total: 0, previewHash: null } as const
    const nextLookAt = new Date(Date.now() + (isAnew ? 5_000 : 0))
    await writeDeployment(tx, id, { ...rest, ...begins, ...(isAnew ? anew : {}), nextLookAt })
    if (!isAnew) await this.hashAgain(tx, id)
    return isAnew
  }

  private async saveRings(
    tx: Transaction,
    deployment: HeldDeployment,
    { scope, rings: planned }: Change,
  ): Promise<void> {
    const { id, organizationId } = deployment
    const rings = planned ? ringsFor(planned) : []
    await assertScope(tx, organizationId, scope ?? { everyone: true }, rings)
    if (!planned) return
    await tx.deploymentRing.deleteMany({ where: { deploymentId: id } })
    await createRings(tx, organizationId, id, rings)
  }

  /** Another schedule is something else to approve. */
  private async hashAgain(tx: Transaction, id: string): Promise<void> {
    const deployment = await tx.deployment.findUniqueOrThrow({ where: { id } })
    const { rows } = readPreparation(deployment)
    if (rows === undefined) return
    const rings = await tx.deploymentRing.findMany({ where: { deploymentId: id }, orderBy: { position: 'asc' } })
    await tx.deployment.update({ where: { id }, data: { previewHash: previewHashOf(rows, deployment, rings) } })
  }
}

function isDraft({ state }: HeldDeployment): boolean {
  return state === 'draft' || state === 'preparing'
}

const ALWAYS: readonly string[] = ['title', 'reason']
const BEFORE_BEGIN: readonly string[] = [...ALWAYS, 'startsAt', 'window', 'forced', 'autoRollback']

function assertChangeable(deployment: HeldDeployment, body: Change): void {
  const keys = Object.keys(body).filter((key) => body[key as keyof Change] !== undefined)
  if (keys.every((key) => changeable(deployment, body).includes(key))) return
  throw new Refused(isApproved(deployment) ? 'deployment.already-approved' : 'deployment.not-a-draft')
}

function isApproved({ state, approvedAt }: HeldDeployment): boolean {
  return state === 'scheduled' && approvedAt !== null
}

/** What of a deployment may still be changed. */
function changeable(deployment: HeldDeployment, { growth }: Change): readonly string[] {
  if (isSingle(deployment)) return []
  switch (deployment.state as DeploymentState) {
    case 'preparing':
    case 'draft':
      return deployment.rollbackOf ? [...BEFORE_BEGIN, 'rings'] : [...BEFORE_BEGIN, 'rings', 'scope', 'growth']
    case 'scheduled':
      return isApproved(deployment) ? ALWAYS : BEFORE_BEGIN
    case 'running':
    case 'paused':
    case 'stopped':
      return growth === 'frozen' ? [...ALWAYS, 'growth'] : ALWAYS
    case 'awaiting-approval':
    case 'finished':
    case 'cancelled':
      return []
  }
}
