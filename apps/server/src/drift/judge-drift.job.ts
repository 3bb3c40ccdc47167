import type { z } from 'zod'
import type { Audit, AuditRecord } from '../audit/audit.js'
import { systemActor } from '../audit/audit.js'
import { inOrganization } from '../platform/in-organization.js'
import type { JobHandler } from '../platform/jobs/define-job.js'
import type { Platform } from '../platform/platform.js'
import { judgeDrift } from './drift.jobs.js'
import { loadReporting, removeDrifts, saveDrifts, saveJudgements } from './drift.store.js'
import { judgeDevice, type Verdict } from './judge-device.js'

type Payload = z.infer<typeof judgeDrift.payload>

/** Writes down where devices are not what they should be, since when and why; a report that changes nothing of it writes nothing of it. */
export class JudgeDrift implements JobHandler<Payload> {
  readonly job = judgeDrift

  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
  ) {}

  async handle({ organizationId, deviceIds }: Payload): Promise<void> {
    await inOrganization({ organizationId, actor: 'system:drift' }, () => this.judge(organizationId, deviceIds))
  }

  /** One that cannot be judged does not keep the others from it: it is found by halving, and told. */
  private async judge(organizationId: string, deviceIds: readonly string[]): Promise<void> {
    try {
      await this.judgeAll(organizationId, deviceIds)
    } catch (error) {
      // When the database is away, it is not about one of them.
      await this.platform.database.prisma.$queryRaw`SELECT 1`
      if (deviceIds.length <= 1) {
        this.platform.log.error({ err: error, deviceId: deviceIds[0] }, 'the drift of a device cannot be judged')
        return
      }
      const half = Math.ceil(deviceIds.length / 2)
      await this.judge(organizationId, deviceIds.slice(0, half))
      await this.judge(organizationId, deviceIds.slice(half))
    }
  }

  private async judgeAll(organizationId: string, deviceIds: readonly string[]): Promise<void> {
    const { prisma } = this.platform.database
    const verdicts = (await loadReporting(prisma, deviceIds, false)).map(judgeDevice)
    const changed = verdicts.filter(isNews)
    await saveJudgements(prisma, organizationId, verdicts.filter((verdict) => !isNews(verdict)).map(judgementOf))
    if (changed.length > 0)
      await this.write(
        organizationId,
        changed.map(({ device }) => device.id),
      )
  }

  /** Judged again with the devices held: another report may have been faster. */
  private async write(organizationId: string, deviceIds: readonly string[]): Promise<void> {
    await this.platform.transaction(async (tx) => {
      const verdicts = (await loadReporting(tx, deviceIds, true)).map(judgeDevice)
      const news = verdicts.filter(isNews)
      await removeDrifts(
        tx,
        news.flatMap(({ device, gone }) => gone.map(({ key }) => ({ deviceId: device.id, key }))),
      )
      await saveDrifts(
        tx,
        organizationId,
        news.flatMap(({ device, found }) => found.map((drift) => ({ deviceId: device.id, ...drift }))),
      )
      await saveJudgements(tx, organizationId, verdicts.map(judgementOf))
      await this.audit.record(tx, organizationId, ...news.filter(({ found }) => found.length > 0).map(recordOf))
      const concerned = news.map(({ device }) => device.id)
      if (concerned.length > 0) this.platform.live.publish(organizationId, 'device', concerned)
    })
  }
}

const isNews = ({ found, gone }: Verdict) => found.length > 0 || gone.length > 0
const judgementOf = ({ judgement }: Verdict) => judgement

function recordOf({ device, found }: Verdict): AuditRecord {
  return {
    ...systemActor('drift'),
    action: 'drift.found',
    objectKind: 'device',
    objectId: device.id,
    objectName: device.name,
    deviceId: device.id,
    roomId: device.roomId,
    before: Object.fromEntries(found.map(({ key, wanted }) => [key, wanted])),
    after: Object.fromEntries(found.map(({ key, reported }) => [key, reported])),
    details: { causes: Object.fromEntries(found.map(({ key, cause }) => [key, cause])) },
  }
}
