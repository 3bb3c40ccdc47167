import { type Deployment, reasonText, type Target } from '@maestro/contract'
import type { Prisma } from '@maestro/database'
import type { Language, TargetReason } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'

type Page = { readonly cursor?: string | undefined; readonly limit: number; readonly state?: string[] | undefined }
type TargetRow = Prisma.DeploymentTargetGetPayload<{ include: { device: { include: { room: true } } } }>

/** Reads of deployments and their targets, in the organization at work. */
@Injectable()
export class DeploymentQueries {
  constructor(private readonly platform: Platform) {}

  async list(organizationId: string, { cursor, limit, state }: Page) {
    const fingerprint = listFingerprint({ list: 'deployments', state })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.deployment.findMany({
      where: {
        organizationId,
        ...(state?.length ? { state: { in: state } } : {}),
        ...(start ? { id: { lt: start.id } } : {}),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    const counts = await this.counts(
      organizationId,
      rows.slice(0, limit).map(({ id }) => id),
    )
    return toPage(
      rows,
      limit,
      fingerprint,
      (row) => ({ value: null, id: row.id }),
      (row) => showDeployment(row, counts.get(row.id) ?? {}),
    )
  }

  async find(organizationId: string, deploymentId: string): Promise<Deployment> {
    const row = await this.platform.database.prisma.deployment.findFirst({
      where: { organizationId, id: deploymentId },
    })
    if (!row) throw notFound()
    return showDeployment(row, (await this.counts(organizationId, [row.id])).get(row.id) ?? {})
  }

  async targets(
    organizationId: string,
    where: { deploymentId?: string; deviceId?: string },
    { cursor, limit, state }: Page,
    language: Language,
  ) {
    await this.assertThere(organizationId, where)
    const fingerprint = listFingerprint({ list: 'targets', ...where, state })
    const start = readCursor(cursor, fingerprint)
    const newestFirst = where.deviceId !== undefined
    const rows = await this.platform.database.prisma.deploymentTarget.findMany({
      where: {
        organizationId,
        ...where,
        ...(state?.length ? { state: { in: state } } : {}),
        ...(start ? { id: newestFirst ? { lt: start.id } : { gt: start.id } } : {}),
      },
      orderBy: { id: newestFirst ? 'desc' : 'asc' },
      take: limit + 1,
      include: { device: { include: { room: true } } },
    })
    return toPage(
      rows,
      limit,
      fingerprint,
      (row) => ({ value: null, id: row.id }),
      (row) => showTarget(row, language),
    )
  }

  private async assertThere(
    organizationId: string,
    { deploymentId, deviceId }: { deploymentId?: string; deviceId?: string },
  ): Promise<void> {
    const { prisma } = this.platform.database
    const found = deploymentId
      ? await prisma.deployment.findFirst({ where: { organizationId, id: deploymentId }, select: { id: true } })
      : await prisma.device.findFirst({ where: { organizationId, id: deviceId ?? '' }, select: { id: true } })
    if (!found) throw notFound()
  }

  private async counts(
    organizationId: string,
    ids: readonly string[],
  ): Promise<Map<string, Partial<Deployment['counts']>>> {
    const rows = await this.platform.database.prisma.deploymentTarget.groupBy({
      by: ['deploymentId', 'state'],
      where: { organizationId, deploymentId: { in: [...ids] } },
      _count: true,
    })
    const counts = new Map<string, Partial<Deployment['counts']>>()
    for (const { deploymentId, state, _count } of rows)
      counts.set(deploymentId, { ...counts.get(deploymentId), [state]: _count })
    return counts
  }
}

function showDeployment(row: Prisma.DeploymentGetPayload<object>, counts: Partial<Deployment['counts']>): Deployment {
  const none = { planned: 0, waiting: 0, sent: 0, confirmed: 0, failed: 0, superseded: 0, cancelled: 0 }
  return {
    id: row.id,
    kind: 'configuration',
    title: row.title,
    state: row.state as Deployment['state'],
    createdBy: row.createdByName,
    reason: row.reason,
    total: row.total,
    counts: { ...none, ...counts },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    version: row.version,
  }
}

function showTarget(row: TargetRow, language: Language): Target {
  const params = (row.reason ?? {}) as Record<string, unknown>
  return {
    id: row.id,
    deploymentId: row.deploymentId,
    device: { id: row.device.id, name: row.device.name, connection: row.device.connection },
    room: row.device.room && { id: row.device.room.id, name: row.device.room.name },
    state: row.state as Target['state'],
    reason: row.reasonCode
      ? {
          code: row.reasonCode,
          text: reasonText(row.reasonCode as TargetReason, language, params),
          ...(Array.isArray(params['errors']) ? { errors: params['errors'] } : {}),
        }
      : null,
    changes: row.changes as Target['changes'],
    restart: row.restart,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    desiredVersion: Number(row.desiredVersion),
    plannedAt: row.plannedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}
