import type { Deployment } from '@maestro/contract'
import type { Language } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showDeployment, showTarget } from './deployment.view.js'

type Page = { readonly cursor?: string | undefined; readonly limit: number; readonly state?: string[] | undefined }

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
      include: { rings: { orderBy: { position: 'asc' } } },
    })
    return toPage(rows, limit, fingerprint, (row) => ({ value: null, id: row.id }), showDeployment)
  }

  async find(organizationId: string, deploymentId: string): Promise<Deployment> {
    const row = await this.platform.database.prisma.deployment.findFirst({
      where: { organizationId, id: deploymentId },
      include: { rings: { orderBy: { position: 'asc' } } },
    })
    if (!row) throw notFound()
    return showDeployment(row)
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
}
