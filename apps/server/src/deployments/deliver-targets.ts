import type { FullDesired } from '@maestro/contract/devices'
import {
  acceptsDelivery,
  answerDueAt,
  DEFAULT_ATTEMPT_POLICY,
  isDeploymentOver,
  type JsonObject,
  nextAttempt,
} from '@maestro/domain'
import { type Audit, systemActor } from '../audit/audit.js'
import { openDocument } from '../configuration/secrets.js'
import { desiredMessage } from '../device-link/desired-message.js'
import type { LinkChannel } from '../device-link/link-channel.js'
import { type FreezeNow, freezesNow } from '../freeze-periods/freezes-now.queries.js'
import { atStep } from '../platform/kill-switch.js'
import type { Platform, Transaction } from '../platform/platform.js'
import { enterDeployment, tryEnterDeployment } from './deployments.store.js'
import { hindranceOf } from './hindrance.js'
import { judgeDeployments } from './judge-rings.js'
import { targetRecord } from './target-audit.js'
import {
  claimTargets,
  deliverable,
  dueNow,
  MOST_AT_ONCE,
  type OpenTarget,
  ofDeployment,
  ofDevices,
  saveTransitions,
  type Transition,
  waitingFor,
  wakeTargets,
} from './targets.store.js'

const TRANSACTION = { timeout: 30_000, maxWait: 10_000 } as const

export type Step = Transition & { readonly target: OpenTarget }

/** Decides where each released target goes next, and sends to those devices that can take it now. */
export class DeliverTargets {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly channel: LinkChannel,
  ) {}

  /** What is open for devices that have just been heard of. */
  async toDevices(organizationId: string, deviceIds: readonly string[]): Promise<void> {
    await this.run(organizationId, (tx) => claimTargets(tx, deliverable(ofDevices(deviceIds))))
  }

  /**
   * One batch of what is due of a deployment; who pauses it waits until that is noted. Others who send for it wait too, or
   * leave it to whoever is at it. True: there is more.
   */
  async ofDeployment(organizationId: string, deploymentId: string, waits = true): Promise<boolean> {
    const steps = await this.run(organizationId, async (tx) => {
      if (waits) await enterDeployment(tx, deploymentId)
      else if (!(await tryEnterDeployment(tx, deploymentId))) return []
      return claimTargets(tx, dueNow(deliverable(ofDeployment(deploymentId))))
    })
    return steps.length === MOST_AT_ONCE
  }

  /**
   * Messages go out while the rows are held: when the process dies in between, nothing is marked and the next one
   * sends again, which a device's versions make harmless.
   */
  private async run(
    organizationId: string,
    claim: (tx: Transaction) => Promise<OpenTarget[]>,
  ): Promise<readonly Step[]> {
    const steps = await this.platform.database.prisma.$transaction(async (tx) => {
      const targets = await claim(tx)
      if (targets.length === 0) return []
      const freezes = targets.some(({ fleet }) => fleet) ? await freezesNow(tx) : []
      const decided = await Promise.all(targets.map((target) => this.decide(organizationId, target, freezes)))
      if (decided.some((step) => step?.to === 'sent')) atStep('send.sent')
      const taken = decided.filter((step): step is Step => step !== null)
      await saveTransitions(tx, taken)
      await judgeDeployments(
        tx,
        this.audit,
        organizationId,
        taken.map(({ target }) => target.deploymentId),
      )
      await this.audit.record(
        tx,
        organizationId,
        ...taken.filter(isNews).map((step) => targetRecord(systemActor('deployments'), step.target, step)),
      )
      return taken
    }, TRANSACTION)
    if (steps.length > 0) atStep('send.committed')
    tellOf(this.platform, organizationId, steps)
    await wakeTargets(this.platform.database.prisma, waitingFor(steps))
    return steps
  }

  private async decide(
    organizationId: string,
    target: OpenTarget,
    freezes: readonly FreezeNow[],
  ): Promise<Step | null> {
    if (target.state === 'sent') return this.judgeSilence(target)
    if (target.state === 'waiting' && target.attempts > 0 && isFuture(target.nextAttemptAt)) return null
    const hindrance = hindranceOf(target, freezes, new Date())
    if (hindrance) {
      return { target, to: 'waiting', reason: { code: hindrance.code, params: {} }, nextAttemptAt: hindrance.until }
    }
    return this.send(organizationId, target)
  }

  private async send(organizationId: string, target: OpenTarget): Promise<Step> {
    try {
      // Waiting for the broker would keep everybody waiting who wants something of these devices.
      if (!this.channel.isConnected()) throw new Error('The message broker is away.')
      await this.channel.send({ tenant: organizationId, device: target.deviceId }, 'desired', this.messageFor(target))
    } catch (error) {
      this.platform.log.warn({ err: error, deviceId: target.deviceId }, 'the broker did not take the message')
      return {
        target,
        to: target.state,
        nextAttemptAt: new Date(Date.now() + 2_000),
        ...(target.state === 'waiting'
          ? { reason: { code: 'no-answer-yet', params: this.tried(target.attempts) } }
          : {}),
      }
    }
    return { target, to: 'sent', attempts: target.attempts + 1, nextAttemptAt: answerDueAt(new Date(), this.policy) }
  }

  /** A device that does not answer in time is asked again, and given up after the last try. */
  private judgeSilence(target: OpenTarget): Step | null {
    if (isFuture(target.nextAttemptAt)) return null
    const next = nextAttempt(target.attempts, this.policy)
    if (next.kind === 'give-up' || isDeploymentOver(target.deploymentState)) {
      return { target, to: 'failed', reason: { code: 'no-answer', params: this.tried(target.attempts) } }
    }
    const again = new Date(Date.now() + next.afterSeconds * 1000)
    const nextAttemptAt = acceptsDelivery(target.deploymentState) ? again : null
    return {
      target,
      to: 'waiting',
      reason: { code: 'no-answer-yet', params: this.tried(target.attempts) },
      nextAttemptAt,
    }
  }

  private messageFor(target: OpenTarget): FullDesired {
    const document = openDocument(
      this.platform.settings.keyRing,
      target.deviceId,
      (target.document ?? {}) as JsonObject,
    )
    return desiredMessage(target.releasedVersion ?? target.desiredVersion, document, target.licenseFile)
  }

  private tried(attempts: number) {
    return { attempts, maximum: this.policy.maximumAttempts, seconds: this.policy.answerTimeoutSeconds }
  }

  private get policy() {
    const { MAESTRO_ANSWER_SECONDS: answerTimeoutSeconds } = this.platform.settings.environment
    return {
      ...DEFAULT_ATTEMPT_POLICY,
      answerTimeoutSeconds,
      backoffSeconds: Math.min(DEFAULT_ATTEMPT_POLICY.backoffSeconds, answerTimeoutSeconds),
    }
  }
}

/** Looking at a device that still waits for the same thing is no step. */
export function isNews({ target, to, reason }: Step): boolean {
  return to !== target.state || to === 'sent' || reason?.code === 'no-answer-yet'
}

/** Open pages hear of targets that moved. */
export function tellOf(
  platform: Platform,
  organizationId: string,
  steps: readonly { readonly target: Pick<OpenTarget, 'deploymentId' | 'deviceId'> }[],
): void {
  if (steps.length === 0) return
  platform.live.publish(organizationId, 'deployment', [...new Set(steps.map(({ target }) => target.deploymentId))])
  platform.live.publish(
    organizationId,
    'device',
    steps.map(({ target }) => target.deviceId),
  )
}

function isFuture(time: Date | null): boolean {
  return time !== null && time > new Date()
}
