import type { Deployment, Target } from '@maestro/contract'
import { reasonText } from '@maestro/contract'
import {
  isSettled,
  type Language,
  progressOf,
  TARGET_STATES,
  type TargetCounts,
  type TargetReason,
} from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showDeployment, showTarget, sumOf } from './deployment.view.js'
import type { DeploymentRow } from './deployment-rows.queries.js'

type Page = {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly state?: string[] | undefined
  readonly reason?: string[] | undefined
  readonly ring?: number | undefined
}
const rings = { rings: { orderBy: { position: 'asc' } } } as const
const PACE_SECONDS = 60
const MOST_FAILURES = 50

/** Reads of deployments and their targets, in the organization at work. */
@Injectable()
export class DeploymentQueries {
  constructor(private readonly platform: Platform) {}

  async list(
    organizationId: string,
    { cursor, limit, state, licenseBatchId }: Page & { readonly licenseBatchId?: string | undefined },
    language: Language,
  ) {
    const fingerprint = listFingerprint({ list: 'deployments', state, licenseBatchId })
    const start = readCursor(cursor, fingerprint)
    const { prisma } = this.platform.database
    const rows = await prisma.deployment.findMany({
      where: {
        organizationId,
        ...(state?.length ? { state: { in: state } } : {}),
        ...(licenseBatchId ? { licenseBatchId } : {}),
        ...(start ? { id: { lt: start.id } } : {}),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: rings,
    })
    const approvalFrom = await this.approvalFrom(organizationId)
    const waiting = await this.waitingForApproval(organizationId, rows)
    return toPage(
      rows,
      limit,
      fingerprint,
      (row) => ({ value: null, id: row.id }),
      (row) =>
        showDeployment(row, { language, approvalFrom, waitingForApproval: waiting.get(row.id) ?? 0, progress: null }),
    )
  }

  async find(organizationId: string, deploymentId: string, language: Language): Promise<Deployment> {
    const row = await this.platform.database.prisma.deployment.findFirst({
      where: { organizationId, id: deploymentId },
      include: rings,
    })
    if (!row) throw notFound()
    const [approvalFrom, waiting, progress] = await Promise.all([
      this.approvalFrom(organizationId),
      this.waitingForApproval(organizationId, [row]),
      this.progress(row),
    ])
    return showDeployment(row, { language, approvalFrom, waitingForApproval: waiting.get(row.id) ?? 0, progress })
  }

  async targets(
    organizationId: string,
    where: { deploymentId?: string; deviceId?: string },
    { cursor, limit, state, reason, ring }: Page,
    language: Language,
  ) {
    await this.assertThere(organizationId, where)
    const fingerprint = listFingerprint({ list: 'targets', ...where, state, reason, ring })
    const start = readCursor(cursor, fingerprint)
    const newestFirst = where.deviceId !== undefined
    const rows = await this.platform.database.prisma.deploymentTarget.findMany({
      where: {
        organizationId,
        ...where,
        ...(state?.length ? { state: { in: state } } : {}),
        ...(reason?.length ? { reasonCode: { in: reason } } : {}),
        ...(ring === undefined ? {} : { ring }),
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

  async target(organizationId: string, deploymentId: string, id: string, language: Language): Promise<Target> {
    const row = await this.platform.database.prisma.deploymentTarget.findFirst({
      where: { organizationId, deploymentId, id },
      include: { device: { include: { room: true } } },
    })
    if (!row) throw notFound()
    return showTarget(row, language)
  }

  /** Failures by reason, and by what the devices said, most frequent first. */
  async failures(organizationId: string, deploymentId: string, language: Language) {
    await this.assertThere(organizationId, { deploymentId })
    const rows = await this.platform.database.prisma.$queryRaw<
      { code: TargetReason; params: Record<string, unknown> | null; devices: number }[]
    >`
      SELECT t.reason_code AS code, min(t.reason::text)::jsonb AS params, count(*)::int AS devices FROM deployment_targets t
      WHERE t.organization_id = ${organizationId}::uuid AND t.deployment_id = ${deploymentId}::uuid AND t.state = 'failed'
        AND t.reason_code IS NOT NULL
      GROUP BY t.reason_code, t.reason ->> 'message' ORDER BY devices DESC, code LIMIT ${MOST_FAILURES}`
    return {
      items: rows.map(({ code, params, devices }) => ({
        code,
        text: reasonText(code, language, params ?? {}),
        devices,
      })),
    }
  }

  private async approvalFrom(organizationId: string): Promise<number | null> {
    const row = await this.platform.database.prisma.organization.findUnique({
      where: { id: organizationId },
      select: { approvalFrom: true },
    })
    return row?.approvalFrom ?? null
  }

  private async waitingForApproval(
    organizationId: string,
    rows: readonly DeploymentRow[],
  ): Promise<Map<string, number>> {
    const growing = rows.filter(
      ({ growth, rings: of }) => growth === 'growing' && of.some(({ waiting }) => waiting > 0),
    )
    if (growing.length === 0) return new Map()
    const counted = await this.platform.database.prisma.deploymentTarget.groupBy({
      by: ['deploymentId'],
      where: { organizationId, deploymentId: { in: growing.map(({ id }) => id) }, reasonCode: 'approval-needed' },
      _count: true,
    })
    return new Map(counted.map(({ deploymentId, _count }) => [deploymentId, _count]))
  }

  private async progress(row: DeploymentRow): Promise<Deployment['progress']> {
    if (row.state !== 'running' || row.startedAt === null) return null
    const { prisma } = this.platform.database
    const ofIt = { organizationId: row.organizationId, deploymentId: row.id }
    const counts = sumOf(row.rings)
    const since = new Date(Date.now() - PACE_SECONDS * 1000)
    // Rows are counted only for what the rings do not say: pages ask again and again while a fleet is on its way.
    const [count, unreachable] = await Promise.all([
      row.startedAt > since
        ? settledOf(counts)
        : prisma.deploymentTarget.count({ where: { ...ofIt, finishedAt: { gt: since } } }),
      counts.waiting === 0
        ? 0
        : prisma.deploymentTarget.count({ where: { ...ofIt, reasonCode: 'offline', state: 'waiting' } }),
    ])
    const { ratePerMinute, secondsLeft } = progressOf({
      total: row.total,
      counts,
      startedAt: row.startedAt,
      now: new Date(),
      settledRecently: { count, seconds: PACE_SECONDS },
      unreachable,
    })
    return { perMinute: Math.round(ratePerMinute * 10) / 10, secondsLeft }
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
}

function settledOf(counts: TargetCounts): number {
  return TARGET_STATES.filter(isSettled).reduce((sum, state) => sum + counts[state], 0)
}
