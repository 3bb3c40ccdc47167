import { answerDueAt } from '@maestro/domain'
import type { z } from 'zod'
import type { Audit } from '../audit/audit.js'
import { systemActor } from '../audit/audit.js'
import type { ConfirmLicenses } from '../license-files/confirm-licenses.js'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import { atStep } from '../platform/kill-switch.js'
import type { Platform } from '../platform/platform.js'
import { type DeliverTargets, type Step, tellOf } from './deliver-targets.js'
import { acknowledgeTargets, pushFleet, tendDeployment } from './deployments.jobs.js'
import { judgeDeployments } from './judge-rings.js'
import { deviceActor, targetRecord } from './target-audit.js'
import { holdAnswerable, type OpenTarget, ofDevices, saveTransitions, wakeTargets } from './targets.store.js'

type Payload = z.infer<typeof acknowledgeTargets.payload>
type HandedOver = Step & { readonly to: 'sent'; readonly attempts: number }
type ApplyError = { path: string; code: string; msg?: string }

/** Takes in what devices said: applied is confirmed, refused is failed with the device's own reason. */
export class AcknowledgeTargets implements JobHandler<Payload> {
  readonly job = acknowledgeTargets

  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly deliver: DeliverTargets,
    private readonly licenses: ConfirmLicenses,
  ) {}

  async handle({ organizationId, deviceIds, sent }: Payload): Promise<void> {
    const everyone = [...new Set([...deviceIds, ...sent.map(({ deviceId }) => deviceId)])]
    await inOrganization({ organizationId, actor: 'system:deployments' }, async () => {
      const versions = new Map(sent.map(({ deviceId, version }) => [deviceId, version]))
      if (deviceIds.length > 0) await this.licenses.run(organizationId, deviceIds)
      const { moved, due } = await this.takeIn(organizationId, everyone, versions)
      await this.deliver.toDevices(organizationId, everyone)
      const woken = await wakeTargets(this.platform.database.prisma, everyone)
      for (const deploymentId of due) await this.platform.jobs.add(tendDeployment, { organizationId, deploymentId })
      for (const deploymentId of new Set([...moved, ...woken]))
        await this.platform.jobs.add(pushFleet, { organizationId, deploymentId })
    })
  }

  /** Answers which fleets have room for more now, and which deployments are to be looked after. */
  private async takeIn(
    organizationId: string,
    deviceIds: readonly string[],
    sent: ReadonlyMap<string, number>,
  ): Promise<{ moved: string[]; due: string[] }> {
    const { steps, due } = await this.platform.transaction(async (tx) => {
      const targets = await holdAnswerable(tx, ofDevices(deviceIds))
      const handed = targets.flatMap((target) => this.judgeHandover(target, sent) ?? [])
      await saveTransitions(tx, handed)
      const now = new Map(handed.map(({ target, to, attempts }) => [target.id, { state: to, attempts }]))
      const answered = targets.flatMap((target) => judgeAnswer({ ...target, ...now.get(target.id) }) ?? [])
      await saveTransitions(tx, answered)
      const decided = [...handed, ...answered]
      if (decided.length > 0) atStep('acknowledge.written')
      const toTend = await judgeDeployments(
        tx,
        this.audit,
        organizationId,
        decided.map(({ target }) => target.deploymentId),
      )
      await this.audit.record(
        tx,
        organizationId,
        ...decided.map((step) =>
          targetRecord(step.to === 'sent' ? systemActor('device-link') : deviceActor(step.target), step.target, step),
        ),
      )
      return { steps: decided, due: toTend }
    })
    if (steps.length > 0) atStep('acknowledge.committed')
    tellOf(this.platform, organizationId, steps)
    const moved = steps.filter(({ target }) => target.fleet).map(({ target }) => target.deploymentId)
    return { moved, due }
  }

  /**
   * The link answered a hello with it: that is a try like any other. Whoever answers has got it, also where nobody has
   * written that down yet, because the answer came first or a process died.
   */
  private judgeHandover(target: OpenTarget, sent: ReadonlyMap<string, number>): HandedOver | null {
    if (target.state === 'sent' || target.state === 'failed') return null
    if ((sent.get(target.deviceId) ?? -1) < target.desiredVersion && judgeAnswer(target) === null) return null
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
