import { isDeploymentOver } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, type AuditRecord, systemActor } from '../audit/audit.js'
import { ReleaseConfiguration } from '../configuration/release-configuration.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { tellOf } from './deliver-targets.js'
import { actsOn } from './deployment-act.js'
import {
  enterDeployment,
  type HeldDeployment,
  holdDeployment,
  lookAgain,
  type StateReason,
  saveDeployments,
} from './deployments.store.js'
import { targetRecord } from './target-audit.js'
import { holdDevices, holdTargets, type OpenTarget, saveTransitions, unsentOf } from './targets.store.js'

const AT_ONCE = 1000
type Actor = Pick<AuditRecord, 'actor' | 'actorName'>

/** Ends what a cancelled deployment has not sent, part by part. */
@Injectable()
export class CancelTargets {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly configuration: ReleaseConfiguration,
  ) {}

  async part(tx: Transaction, deployment: HeldDeployment): Promise<'again' | 'done'> {
    const { id, organizationId } = deployment
    const targets = await holdTargets(tx, unsentOf(id), AT_ONCE)
    await holdDevices(
      tx,
      targets.map(({ deviceId }) => deviceId),
    )
    await this.takeBack(tx, organizationId, targets)
    const because = (deployment.stateReason ?? {}) as StateReason
    const reason = String(because.code).endsWith('rolled-back')
      ? { code: 'rolled-back' as const, params: {} }
      : { code: 'cancelled-by-person' as const, params: { name: because['name'] ?? '' } }
    const steps = targets.map((target) => ({ target, to: 'cancelled' as const, reason }))
    await saveTransitions(tx, steps)
    const actor = systemActor('deployments')
    await this.audit.record(tx, organizationId, ...steps.map((step) => targetRecord(actor, step.target, step)))
    tellOf(this.platform, organizationId, steps)
    const isLast = targets.length < AT_ONCE
    await lookAgain(tx, id, isLast ? null : new Date())
    return isLast ? 'done' : 'again'
  }

  /** What was released and never sent must not reach a device later: its layers before become its wish again. */
  private async takeBack(tx: Transaction, organizationId: string, targets: readonly OpenTarget[]): Promise<void> {
    const wishes = targets
      .filter(
        ({ releasedAt, attempts, stackId, currentStackId }) =>
          releasedAt !== null && attempts === 0 && stackId === currentStackId,
      )
      .map(({ deviceId, previousStackId }) => ({ deviceId, stackId: previousStackId, deploymentId: null }))
    if (wishes.length > 0) await this.configuration.releaseStacks(tx, organizationId, wishes)
  }

  /** A deployment that is being gone back on sends nothing more. */
  async rolledBack(tx: Transaction, deploymentId: string, actor: Actor): Promise<void> {
    await enterDeployment(tx, deploymentId)
    const deployment = await holdDeployment(tx, deploymentId)
    if (!deployment || isDeploymentOver(deployment.state as never)) return
    const because = deployment.stateReason as StateReason | null
    const reason =
      because?.code === 'ring-stopped' ? { ...because, code: 'stopped-and-rolled-back' } : { code: 'rolled-back' }
    await saveDeployments(tx, [{ id: deploymentId, state: 'cancelled', reason, nextLookAt: new Date() }])
    await this.audit.record(tx, deployment.organizationId, {
      ...actor,
      ...actsOn(deployment, 'deployment.cancelled'),
      details: { code: reason.code },
    })
  }
}
