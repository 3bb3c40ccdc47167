import type { FullDesired } from '@maestro/contract/devices'
import {
  answerDueAt,
  type CallState,
  type ConnectionState,
  DEFAULT_ATTEMPT_POLICY,
  type JsonObject,
  nextAttempt,
  waitingReason,
} from '@maestro/domain'
import { Audit, systemActor } from '../audit/audit.js'
import { openDocument } from '../configuration/secrets.js'
import { desiredMessage } from '../device-link/desired-message.js'
import type { LinkChannel } from '../device-link/link-channel.js'
import type { Platform } from '../platform/platform.js'
import { targetRecord } from './target-audit.js'
import {
  claimTargets,
  type OpenTarget,
  saveTransitions,
  settleDeployments,
  type Transition,
  type WhichTargets,
} from './targets.store.js'

/** After this long a waiting target is looked at again, should its wake-up have been lost. */
const LOOK_AGAIN_MILLISECONDS = 60_000
const TRANSACTION = { timeout: 30_000, maxWait: 10_000 } as const

/** Decides where each open target goes next, and sends to those devices that can take it now. */
export class DeliverTargets {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly channel: LinkChannel,
  ) {}

  /**
   * Works on the claimed targets until none is left that is due. Messages go out while the rows are held: when the
   * process dies in between, nothing is marked and the next one sends again, which a device's versions make harmless.
   */
  async run(organizationId: string, where: WhichTargets): Promise<void> {
    const steps = await this.platform.database.prisma.$transaction(async (tx) => {
      const targets = await claimTargets(tx, where)
      const decided = await Promise.all(targets.map((target) => this.decide(organizationId, target)))
      const taken = decided.filter((step): step is Transition & { target: OpenTarget } => step !== null)
      await saveTransitions(tx, taken)
      await settleDeployments(
        tx,
        taken.map(({ target }) => target.deploymentId),
      )
      const news = taken.filter(
        ({ target, to, reason }) => to !== target.state || to === 'sent' || reason?.code === 'no-answer-yet',
      )
      await this.audit.record(
        tx,
        organizationId,
        ...news.map((step) => targetRecord(systemActor('deployments'), step.target, step)),
      )
      return taken
    }, TRANSACTION)
    this.tell(organizationId, steps)
  }

  private async decide(
    organizationId: string,
    target: OpenTarget,
  ): Promise<(Transition & { target: OpenTarget }) | null> {
    if (target.state === 'sent') return this.judgeSilence(target)
    if (target.state === 'waiting' && target.attempts > 0 && isFuture(target.nextAttemptAt)) return null
    const waits = waitingReason({
      connection: target.connection as ConnectionState,
      call: callOf(target),
      forced: false,
    })
    if (waits) {
      return {
        target,
        to: 'waiting',
        reason: { code: waits, params: {} },
        nextAttemptAt: new Date(Date.now() + LOOK_AGAIN_MILLISECONDS),
      }
    }
    return this.send(organizationId, target)
  }

  private async send(organizationId: string, target: OpenTarget): Promise<Transition & { target: OpenTarget }> {
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
  private judgeSilence(target: OpenTarget): (Transition & { target: OpenTarget }) | null {
    if (isFuture(target.nextAttemptAt)) return null
    const next = nextAttempt(target.attempts, this.policy)
    if (next.kind === 'give-up') {
      return { target, to: 'failed', reason: { code: 'no-answer', params: this.tried(target.attempts) } }
    }
    const nextAttemptAt = new Date(Date.now() + next.afterSeconds * 1000)
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
    return desiredMessage(target.releasedVersion ?? target.desiredVersion, document)
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

  private tell(organizationId: string, steps: readonly { target: OpenTarget }[]): void {
    if (steps.length === 0) return
    this.platform.live.publish(organizationId, 'deployment', [
      ...new Set(steps.map(({ target }) => target.deploymentId)),
    ])
    this.platform.live.publish(
      organizationId,
      'device',
      steps.map(({ target }) => target.deviceId),
    )
  }
}

function callOf({ inCall }: OpenTarget): CallState {
  return inCall ? 'in-call' : 'idle'
}

function isFuture(time: Date | null): boolean {
  return time !== null && time > new Date()
}
