import type { DeploymentScope } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, systemActor } from '../audit/audit.js'
import { ResolveConfiguration } from '../configuration/resolve-configuration.js'
import { idsInScope } from '../groups/devices-in-scope.js'
import type { Transaction } from '../platform/platform.js'
import { wantsApproval } from './approvers.queries.js'
import { type HeldDeployment, lookAgain } from './deployments.store.js'
import { insertTargets } from './fleet-targets.store.js'
import { insertPlans, summarizePlans, unknownTo } from './plans.store.js'
import { readPreparation, writePreparation } from './preparation.store.js'
import { previewHashOf } from './preview-hash.js'
import { holdRings } from './rings.store.js'
import { targetRecord } from './target-audit.js'
import { holdDevices, idsAsRows } from './targets.store.js'

const AT_ONCE = 1000
const EVERY_MILLISECONDS = 60_000

/** Lets devices that have come to match a growing deployment join its last ring. */
@Injectable()
export class GrowDeployment {
  constructor(
    private readonly audit: Audit,
    private readonly resolve: ResolveConfiguration,
  ) {}

  isDue(deployment: HeldDeployment): boolean {
    return deployment.growth === 'growing' && lookedAt(deployment) + EVERY_MILLISECONDS <= Date.now()
  }

  /** The next devices of its scope. */
  async part(tx: Transaction, deployment: HeldDeployment): Promise<void> {
    const { id, organizationId } = deployment
    const cursor = readPreparation(deployment).cursor ?? null
    const looked = await idsInScope(tx, organizationId, deployment.scope as DeploymentScope, cursor, AT_ONCE)
    const { cursor: _, ...joined } = await this.join(tx, deployment, await unknownTo(tx, id, looked))
    const last = looked.length < AT_ONCE ? undefined : looked.at(-1)
    await writePreparation(
      tx,
      id,
      last ? { ...joined, cursor: last } : { ...joined, grownAt: new Date().toISOString() },
    )
  }

  /** Whatever else it is looked at for comes first. */
  async lookAgain(tx: Transaction, deployment: HeldDeployment): Promise<void> {
    if (deployment.growth !== 'growing') return
    const row = await tx.deployment.findUnique({ where: { id: deployment.id }, select: { nextLookAt: true } })
    const at = new Date(lookedAt(deployment) + EVERY_MILLISECONDS)
    if (!row?.nextLookAt || row.nextLookAt > at) await lookAgain(tx, deployment.id, at)
  }

  private async join(tx: Transaction, deployment: HeldDeployment, deviceIds: readonly string[]) {
    const preparation = readPreparation(deployment)
    if (deviceIds.length === 0) return preparation
    const { id, organizationId } = deployment
    const rings = await tx.deploymentRing.findMany({ where: { deploymentId: id }, orderBy: { position: 'asc' } })
    const position = rings.at(-1)?.position ?? 0
    const resolved = [...(await this.resolve.wanted(tx, organizationId, deviceIds)).values()]
    await insertPlans(tx, organizationId, id, position, resolved)
    const changing = resolved.filter(({ changes }) => changes.length > 0)
    if (changing.length === 0) return preparation
    const total = deployment.total + changing.length
    const waits = await wantsApproval(tx, organizationId, total)
    const targets = changing.map(({ deviceId, changes }) => ({
      id: uuidv7(),
      deploymentId: id,
      deviceId,
      changes: [...changes],
    }))
    await holdDevices(tx, changing.map(({ deviceId }) => deviceId).sort())
    await holdRings(tx, idsAsRows([id]))
    await insertTargets(tx, id, targets, waits)
    const { rows, ...counts } = await summarizePlans(tx, id)
    await tx.deployment.update({
      where: { id },
      data: { total, previewHash: previewHashOf(rows, deployment, rings), version: { increment: 1 } },
    })
    const devices = await tx.device.findMany({
      where: { id: { in: changing.map(({ deviceId }) => deviceId) } },
      select: { id: true, name: true, roomId: true },
    })
    const facts = new Map(devices.map((device) => [device.id, device]))
    const step = waits
      ? { to: 'waiting' as const, reason: { code: 'approval-needed' as const, params: {} } }
      : { to: 'planned' as const }
    await this.audit.record(
      tx,
      organizationId,
      ...targets.map((target) => {
        const { name = '', roomId = null } = facts.get(target.deviceId) ?? {}
        return targetRecord(systemActor('deployments'), { ...target, deviceName: name, roomId }, step)
      }),
    )
    return { ...preparation, rows, counts: { ...counts, unchanged: preparation.counts?.unchanged ?? 0 } }
  }
}

function lookedAt(deployment: HeldDeployment): number {
  return Date.parse(readPreparation(deployment).grownAt ?? deployment.startedAt?.toISOString() ?? '1970-01-01')
}
