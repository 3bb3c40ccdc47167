import type { Readable } from 'node:stream'
import { copyOut, type Prisma, type RawBuilder, sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showPlan } from './deployment.view.js'

type Only = 'all' | 'restart' | 'offline' | 'in-call' | 'left-out'
type Page = {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly only: Only
  readonly ring?: number | undefined
}

/** What a deployment would do, device by device. */
@Injectable()
export class PreviewQueries {
  constructor(private readonly platform: Platform) {}

  async page(organizationId: string, deploymentId: string, { cursor, limit, only, ring }: Page) {
    await this.assertThere(organizationId, deploymentId)
    const fingerprint = listFingerprint({ list: 'preview', deploymentId, only, ring })
    const start = readCursor(cursor, fingerprint)
    const rows = await this.platform.database.prisma.deploymentPlan.findMany({
      where: {
        organizationId,
        deploymentId,
        ring: ring ?? { gte: 0 },
        ...conditionOf(only),
        ...(start ? { deviceId: { gt: start.id } } : {}),
      },
      orderBy: { deviceId: 'asc' },
      take: limit + 1,
      include: { device: { include: { room: true } } },
    })
    return toPage(rows, limit, fingerprint, (row) => ({ value: null, id: row.deviceId }), showPlan)
  }

  /** One line for each setting of each device, also for what a device is left out of; secrets stay hidden. */
  async csv(organizationId: string, deploymentId: string): Promise<Readable> {
    await this.assertThere(organizationId, deploymentId)
    const { kysely, pool } = this.platform.database
    const shown = (value: 'before' | 'after') => sql`system.csv_safe(CASE jsonb_typeof(c.change -> ${sql.lit(value)})
      WHEN 'null' THEN NULL ELSE c.change ->> ${sql.lit(value)} END)`
    const yesOrNo = (truth: RawBuilder<unknown>) => sql`CASE ${truth} WHEN true THEN 'yes' WHEN false THEN 'no' END`
    const statement = sql`
      SELECT d.serial AS "serial", system.csv_safe(d.name) AS "name", system.csv_safe(r.name) AS "room", d.model_key AS "model",
        p.ring + 1 AS "ring", d.connection AS "connection", ${yesOrNo(sql`d.in_call`)} AS "in a call", c.change ->> 'key' AS "setting",
        ${shown('before')} AS "before", ${shown('after')} AS "after", ${yesOrNo(sql`(c.change ->> 'restart')::boolean`)} AS "restart",
        c.change ->> 'reason' AS "left out", c.change ->> 'feature' AS "licence missing"
      FROM deployment_plans p JOIN devices d ON d.id = p.device_id LEFT JOIN rooms r ON r.id = d.room_id
        CROSS JOIN LATERAL jsonb_array_elements(p.changes || p.left_out) AS c (change)
      WHERE p.organization_id = ${organizationId}::uuid AND p.deployment_id = ${deploymentId}::uuid AND p.ring >= 0
      ORDER BY p.ring, p.device_id, 8`
    return copyOut(pool, statement.compile(kysely))
  }

  private async assertThere(organizationId: string, id: string): Promise<void> {
    const { prisma } = this.platform.database
    if (!(await prisma.deployment.findFirst({ where: { organizationId, id }, select: { id: true } }))) throw notFound()
  }
}

function conditionOf(only: Only): Prisma.DeploymentPlanWhereInput {
  switch (only) {
    case 'all':
      return {}
    case 'restart':
      return { restart: true }
    case 'offline':
      return { device: { connection: { not: 'online' } } }
    case 'in-call':
      return { device: { inCall: true, connection: 'online' } }
    case 'left-out':
      return { hasLeftOut: true }
  }
}
