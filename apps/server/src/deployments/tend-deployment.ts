import { Injectable } from '@nestjs/common'
import { Audit, systemActor } from '../audit/audit.js'
import { atStep } from '../platform/kill-switch.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { isPlanted, plantTargets } from './begin-deployment.js'
import { CancelTargets } from './cancel-targets.js'
import { prepareDeployment, pushFleet, tendDeployment } from './deployments.jobs.js'
import { enterDeployment, type HeldDeployment, lookAgain } from './deployments.store.js'
import { armTargets, disarmTargets } from './fleet-targets.store.js'
import { GrowDeployment } from './grow-deployment.js'
import { advanceRings } from './open-ring.js'
import { removeDraft } from './remove-draft.js'
import { ringsOf } from './rings.store.js'
import { beginRollback } from './roll-back.js'
import { StartDeployment } from './start-deployment.js'

/** Of what is done in parts, so much in one go; then others have their turn. */
const PARTS_AT_ONCE = 5
const PREPARED_WITHIN_MILLISECONDS = 30_000
const DRAFT_LASTS_MILLISECONDS = 7 * 24 * 3_600_000

type Outcome = 'again' | 'done'
type Look = (tx: Transaction, deployment: HeldDeployment) => Promise<Outcome>

/** Does what is due in a deployment's life; safe to call at any time, by anybody, as often as one likes. */
@Injectable()
export class TendDeployment {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly start: StartDeployment,
    private readonly cancel: CancelTargets,
    private readonly grow: GrowDeployment,
  ) {}

  async run(organizationId: string, deploymentId: string): Promise<void> {
    for (let part = 0; part < PARTS_AT_ONCE; part += 1) {
      if ((await this.look(organizationId, deploymentId)) === 'done') return
    }
    await this.add(tendDeployment, organizationId, deploymentId)
  }

  private async look(organizationId: string, deploymentId: string): Promise<Outcome> {
    const jobs: (typeof pushFleet)[] = []
    const outcome = await this.platform.transaction(async (tx) => {
      await enterDeployment(tx, deploymentId)
      const deployment = await tx.deployment.findUnique({ where: { id: deploymentId } })
      if (!deployment) return 'done'
      if (deployment.state === 'preparing') jobs.push(prepareDeployment)
      if (deployment.state === 'running') jobs.push(pushFleet)
      this.platform.live.publish(organizationId, 'deployment', [deploymentId])
      return this.lookOf(deployment)(tx, deployment)
    })
    atStep('tend.committed')
    for (const job of jobs) await this.add(job, organizationId, deploymentId)
    return outcome
  }

  private lookOf({ state }: HeldDeployment): Look {
    switch (state) {
      case 'preparing':
        return (tx, { id }) => this.lookLater(tx, id, Date.now() + PREPARED_WITHIN_MILLISECONDS)
      case 'draft':
        return (tx, deployment) => this.draft(tx, deployment)
      case 'scheduled':
        return (tx, deployment) => this.scheduled(tx, deployment)
      case 'running':
        return (tx, deployment) => this.running(tx, deployment)
      case 'paused':
      case 'stopped':
        return (tx, deployment) => this.held(tx, deployment)
      case 'cancelled':
        return (tx, deployment) => this.cancel.part(tx, deployment)
      default:
        return (tx, { id }) => this.lookLater(tx, id, null)
    }
  }

  private async draft(tx: Transaction, deployment: HeldDeployment): Promise<Outcome> {
    const ends = deployment.createdAt.getTime() + DRAFT_LASTS_MILLISECONDS
    if (ends > Date.now()) return this.lookLater(tx, deployment.id, ends)
    await removeDraft(tx, this.audit, systemActor('deployments'), deployment)
    return 'done'
  }

  private async scheduled(tx: Transaction, deployment: HeldDeployment): Promise<Outcome> {
    const startsAt = deployment.startsAt?.getTime() ?? 0
    if (startsAt > Date.now()) return this.lookLater(tx, deployment.id, startsAt)
    await this.start.begin(tx, deployment, systemActor('deployments'))
    return 'again'
  }

  private async running(tx: Transaction, deployment: HeldDeployment): Promise<Outcome> {
    if (!isPlanted(deployment)) {
      await plantTargets(tx, this.audit, deployment)
      await lookAgain(tx, deployment.id, new Date())
      return 'again'
    }
    if (this.grow.isDue(deployment)) {
      await this.grow.part(tx, deployment)
      return 'again'
    }
    await armTargets(tx, deployment.id, openPositions(await ringsOf(tx, [deployment.id])))
    if (await advanceRings(tx, this.audit, systemActor('deployments'), deployment)) return 'again'
    await this.grow.lookAgain(tx, deployment)
    return 'done'
  }

  /** Paused or stopped: nothing of it is due any more. */
  private async held(tx: Transaction, deployment: HeldDeployment): Promise<Outcome> {
    await disarmTargets(tx, deployment.id)
    if (deployment.state === 'stopped' && deployment.autoRollback) await beginRollback(tx, this.audit, deployment)
    return this.lookLater(tx, deployment.id, null)
  }

  private async lookLater(tx: Transaction, deploymentId: string, at: number | null): Promise<Outcome> {
    await lookAgain(tx, deploymentId, at === null ? null : new Date(at))
    return 'done'
  }

  private async add(job: typeof pushFleet, organizationId: string, deploymentId: string): Promise<void> {
    await this.platform.jobs.add(job, { organizationId, deploymentId }).catch((error: unknown) => {
      this.platform.log.warn({ err: error, deploymentId }, 'the job was not taken; the sweep finds the row')
    })
  }
}

function openPositions(rings: Awaited<ReturnType<typeof ringsOf>>): number[] {
  return rings.filter(({ state }) => state === 'open' || state === 'succeeded').map(({ position }) => position)
}
