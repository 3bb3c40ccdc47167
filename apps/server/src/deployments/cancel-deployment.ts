import type { Deployment } from '@maestro/contract'
import { Prisma } from '@maestro/database'
import { applyChanges, type ConfigurationInput, type SettingValue, sameValue } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import { loadConfigured, loadDeviceLayer, release, saveDeviceLayer } from '../configuration/configuration.store.js'
import { HIDDEN } from '../configuration/secrets.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { actsOn } from './deployment-act.js'
import { DeploymentQueries } from './deployments.queries.js'
import { targetRecord } from './target-audit.js'
import { claimTargets, type OpenTarget, ofDeployment, saveTransitions, settleDeployments } from './targets.store.js'

type Change = { key: string; before: SettingValue | null; after: SettingValue | null }

/** Stops what has not been sent, and puts the values before back, so that nothing of it reaches a device later. */
@Injectable()
export class CancelDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly queries: DeploymentQueries,
  ) {}

  async run(caller: Caller, deploymentId: string): Promise<Deployment> {
    const deployment = await this.queries.find(caller.organizationId, deploymentId)
    const cancelled = await this.platform.database.prisma.$transaction(async (tx) => {
      const targets = await claimTargets(tx, Prisma.sql`${ofDeployment(deploymentId)} AND t.state <> 'sent'`)
      if (targets.length === 0) throw new Refused('deployment.nothing-to-cancel')
      for (const target of targets) await this.putBack(tx, caller, target)
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

  private async putBack(tx: Prisma.TransactionClient, caller: Caller, target: OpenTarget): Promise<void> {
    const { keyRing } = this.platform.settings
    const device = await loadConfigured(tx, target.deviceId, true)
    const layer = await loadDeviceLayer(tx, keyRing, device.id)
    const changes = (target.changes ?? []) as Change[]
    const back: ConfigurationInput = Object.fromEntries(
      changes
        .filter(({ key, before, after }) => before !== HIDDEN && sameValue(layer.values[key] ?? null, after))
        .map(({ key, before }) => [key, before]),
    )
    const values = applyChanges(layer.values, back)
    const change = {
      organizationId: caller.organizationId,
      deviceId: device.id,
      version: layer.version + 1,
      values,
      changedBy: caller.actor,
      reason: null,
    }
    await saveDeviceLayer(tx, keyRing, change)
    await release(tx, keyRing, { organizationId: caller.organizationId, device, values, deploymentId: null })
  }
}
