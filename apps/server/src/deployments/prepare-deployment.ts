import type { DeploymentScope } from '@maestro/contract'
import { assignRings, type RingPlan } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, type AuditRecord, systemActor } from '../audit/audit.js'
import { ResolveConfiguration, type Resolved } from '../configuration/resolve-configuration.js'
import { groupsOf, idsInScope } from '../groups/devices-in-scope.js'
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { prepareDeployment } from './deployments.jobs.js'
import {
  enterDeployment,
  type HeldDeployment,
  holdDeployment,
  lookAgain,
  saveDeployments,
} from './deployments.store.js'
import { insertPlans, placeInRings, plannedIds, stillOf, summarizePlans } from './plans.store.js'
import { type Preparation, readPreparation, writePreparation } from './preparation.store.js'
import { previewHashOf } from './preview-hash.js'
import { StartDeployment } from './start-deployment.js'

const AT_ONCE = 1000
const FIRST = '00000000-0000-0000-0000-000000000000'
const LEASE_MILLISECONDS = 30_000
const PLACED_AT_ONCE = 10_000

/** Works out a preview, one batch of devices at a time; goes on where it was when a process dies. */
@Injectable()
export class PrepareDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly resolve: ResolveConfiguration,
    private readonly start: StartDeployment,
  ) {}

  /** One batch; true when another one is to follow. */
  async run(organizationId: string, deploymentId: string): Promise<boolean> {
    const isMore = await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await tx.deployment.findUnique({ where: { id: deploymentId } })
      if (deployment?.state !== 'preparing') return false
      this.platform.live.publish(organizationId, 'deployment', [deploymentId])
      const isLast = await this.batch(tx, deployment)
      if (isLast) await this.finish(tx, deploymentId)
      return !isLast
    })
    atStep('prepare.committed')
    if (isMore) await this.platform.jobs.add(prepareDeployment, { organizationId, deploymentId })
    return isMore
  }

  private async batch(tx: Transaction, deployment: HeldDeployment): Promise<boolean> {
    const { id, organizationId } = deployment
    const preparation = readPreparation(deployment)
    const { looked, resolved } = await this.nextOf(tx, deployment, preparation.cursor ?? null)
    const changing = resolved.filter(({ changes }) => changes.length > 0)
    // A growing one must know those that would not change, so as not to take them for newcomers.
    await insertPlans(tx, organizationId, id, 0, deployment.growth === 'growing' ? resolved : changing)
    const unchanged = (preparation.unchanged ?? 0) + looked.length - changing.length
    const cursor = looked.at(-1)
    await writePreparation(tx, id, { ...preparation, unchanged, ...(cursor ? { cursor } : {}) })
    await tx.deployment.update({ where: { id }, data: { prepared: { increment: looked.length } } })
    await lookAgain(tx, id, new Date(Date.now() + LEASE_MILLISECONDS))
    return looked.length < AT_ONCE
  }

  private async nextOf(
    tx: Transaction,
    { organizationId, scope, rollbackOf }: HeldDeployment,
    cursor: string | null,
  ): Promise<{ looked: string[]; resolved: Resolved[] }> {
    if (rollbackOf) {
      const items = await stillOf(tx, rollbackOf, cursor ?? FIRST, AT_ONCE)
      const looked = items.map(({ deviceId }) => deviceId)
      return { looked, resolved: [...(await this.resolve.withStacks(tx, organizationId, items)).values()] }
    }
    const looked = await idsInScope(tx, organizationId, scope as DeploymentScope, cursor, AT_ONCE)
    return { looked, resolved: [...(await this.resolve.wanted(tx, organizationId, looked)).values()] }
  }

  /** Every device has been looked at: who is in which ring, what there is to count, and what all that is bound to. */
  private async finish(tx: Transaction, deploymentId: string): Promise<void> {
    const rings = await tx.deploymentRing.findMany({ where: { deploymentId }, orderBy: { position: 'asc' } })
    const sizes = rings.map(({ size }) => ({ size: size as RingPlan['size'] }))
    const perRing = await this.place(tx, deploymentId, sizes)
    const { rows, ...counts } = await summarizePlans(tx, deploymentId)
    const deployment = await holdDeployment(tx, deploymentId)
    if (!deployment) return
    const { cursor: _, unchanged = 0, ...known } = readPreparation(deployment)
    const preparation: Preparation = { ...known, counts: { ...counts, unchanged }, rings: perRing, rows }
    await writePreparation(tx, deploymentId, preparation)
    const previewHash = previewHashOf(rows, deployment, rings)
    await tx.deployment.update({ where: { id: deploymentId }, data: { previewHash, total: counts.devices } })
    const actor: Pick<AuditRecord, 'actor' | 'actorName'> = systemActor('deployments')
    const isAutomatic = deployment.rollbackOf !== null && deployment.createdBy === actor.actor
    if (isAutomatic && counts.devices === 0) {
      const reason = { code: 'nothing-to-roll-back' }
      await saveDeployments(tx, [{ id: deploymentId, state: 'cancelled', reason, nextLookAt: null }])
      return
    }
    await saveDeployments(tx, [{ id: deploymentId, state: 'draft', reason: null, nextLookAt: new Date() }])
    await this.audit.record(tx, deployment.organizationId, {
      ...actor,
      action: 'deployment.prepared',
      objectKind: 'deployment',
      objectId: deploymentId,
      objectName: deployment.title,
      details: { ...counts, unchanged, previewHash },
    })
    if (isAutomatic) await this.start.begin(tx, { ...deployment, previewHash, total: counts.devices }, actor)
  }

  private async place(
    tx: Transaction,
    deploymentId: string,
    rings: readonly Pick<RingPlan, 'size'>[],
  ): Promise<number[]> {
    const ids = await plannedIds(tx, deploymentId)
    const groupIds = rings.flatMap(({ size }) => (size.kind === 'group' ? [size.groupId] : []))
    const memberships =
      groupIds.length > 0 ? await this.membershipsOf(tx, deploymentId, ids, groupIds) : new Map<string, string[]>()
    const assigned = assignRings(
      ids.map((id) => ({ id, groupIds: memberships.get(id) ?? [] })),
      rings,
    )
    const places = [...assigned].map(([id, ring]) => ({ id, ring }))
    for (let from = 0; from < places.length; from += PLACED_AT_ONCE)
      await placeInRings(tx, deploymentId, places.slice(from, from + PLACED_AT_ONCE))
    return rings.map((_, position) => places.filter(({ ring }) => ring === position).length)
  }

  private async membershipsOf(
    tx: Transaction,
    deploymentId: string,
    ids: readonly string[],
    groupIds: readonly string[],
  ) {
    const deployment = await tx.deployment.findUniqueOrThrow({
      where: { id: deploymentId },
      select: { organizationId: true },
    })
    const found = new Map<string, string[]>()
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const part = await groupsOf(tx, deployment.organizationId, ids.slice(from, from + AT_ONCE), groupIds)
      for (const [id, groups] of part) found.set(id, groups)
    }
    return found
  }
}
