import { answerDueAt } from '@maestro/domain'
import type { z } from 'zod'
import type { Audit } from '../audit/audit.js'
import { systemActor } from '../audit/audit.js'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import type { DeliverTargets } from './deliver-targets.js'
import { acknowledgeTargets } from './deployments.jobs.js'
import { deviceActor, targetRecord } from './target-audit.js'
import {
  holdAnswerable,
  type OpenTarget,
  ofDevices,
  saveTransitions,
  settleDeployments,
  type Transition,
} from './targets.store.js'

type Payload = z.infer<typeof acknowledgeTargets.payload>
type Step = Transition & { target: OpenTarget }
type ApplyError = { path: string; code: string; msg?: string }

/** Takes in what devices said: applied is confirmed, refused is failed with the device's own reason. */
export class AcknowledgeTargets implements JobHandler<Payload> {
  readonly job = acknowledgeTargets

  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly deliver: DeliverTargets,
  ) {}

  async handle({ organizationId, deviceIds, sent }: Payload): Promise<void> {
    const everyone = [...new Set([...deviceIds, ...sent.map(({ deviceId }) => deviceId)])]
    await inOrganization({ organizationId, actor: 'system:deployments' }, async () => {
      await this.takeIn(organizationId, everyone, new Map(sent.map(({ deviceId, version }) => [deviceId, version])))
      await this.deliver.run(organizationId, ofDevices(everyone))
    })
  }

  private async takeIn(
    organizationId: string,
    deviceIds: readonly string[],
    sent: ReadonlyMap<string, number>,
  ): Promise<void> {
    const steps = await this.platform.database.prisma.$transaction(async (tx) => {
      const targets = await holdAnswerable(tx, ofDevices(deviceIds))
      const decided = targets
        .map((target) => judgeAnswer(target) ?? this.judgeHandover(target, sent))
        .filter((step): step is Step => step !== null)
      await saveTransitions(tx, decided)
      await settleDeployments(
        tx,
        decided.map(({ target }) => target.deploymentId),
      )
      await this.audit.record(
        tx,
        organizationId,
        ...decided.map((step) =>
          targetRecord(step.to === 'sent' ? systemActor('device-link') : deviceActor(step.target), step.target, step),
        ),
      )
      return decided
    })
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

  /** The link answered a hello with it: that is a try like any other. */
  private judgeHandover(target: OpenTarget, sent: ReadonlyMap<string, number>): Step | null {
    const version = sent.get(target.deviceId)
    if (
      version === undefined ||
      version < target.desiredVersion ||
      target.state === 'sent' ||
      target.state === 'failed'
    )
      return null
    const policy = {
      answerTimeoutSeconds: this.platform.settings.environment.MAESTRO_ANSWER_SECONDS,
      maximumAttempts: 1,
      backoffSeconds: 0,
      maximumBackoffSeconds: 0,
    }
    return { target, to: 'sent', attempts: target.attempts + 1, nextAttemptAt: answerDueAt(new Date(), policy) }
  }
}

function judgeAnswer(target: OpenTarget): Step | null {
  if (target.appliedVersion >= target.desiredVersion) return { target, to: 'confirmed' }
  if (target.heldVersion < target.desiredVersion) return null
  const errors = (target.applyErrors ?? []) as ApplyError[]
  const params = {
    message: errors.map((error) => error.msg ?? error.code).join('; ') || '–',
    errors: errors.map(({ path, code, msg }) => ({ path, code, message: msg ?? null })),
  }
  switch (target.applyStatus) {
    case 'failed':
      return { target, to: 'failed', reason: { code: 'refused-by-device', params } }
    case 'partial':
      return { target, to: 'failed', reason: { code: 'partly-refused-by-device', params } }
    default:
      return null
  }
}
