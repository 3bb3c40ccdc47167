import type { WhatIf } from '@maestro/contract'
import { sql } from '@maestro/database'
import { type FeatureKey, whatIf } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Temporal } from 'temporal-polyfill'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'

type Question = {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly units?: number | undefined
  readonly endsOn?: string | undefined
}
type Row = Omit<WhatIf['items'][number], 'activatedAt' | 'featureKey' | 'poolId'> & { id: string; activated_at: Date }

/** What would happen to devices if a pool were another; nothing is written. */
@Injectable()
export class WhatIfQueries {
  constructor(private readonly platform: Platform) {}

  async ask(organizationId: string, poolId: string, question: Question): Promise<WhatIf> {
    const { cursor, limit, units, endsOn } = question
    const { prisma, kysely } = this.platform.database
    const fingerprint = listFingerprint({ list: 'what-if', poolId, units, endsOn })
    const start = readCursor(cursor, fingerprint)
    const pool = await prisma.licensePool.findFirst({
      where: { organizationId, id: poolId },
      include: {
        organization: { select: { timeZone: true } },
        _count: { select: { activations: { where: { droppedAt: null } } } },
      },
    })
    if (!pool) throw notFound()
    const active = pool._count.activations
    const to = endsOn ? beginningOf(endsOn, pool.organization.timeZone) : undefined
    const used = pool.reserved + pool.transferred
    const { loses, dropsAt } = whatIf(
      {
        active,
        used,
        overUse: pool.overuse === 'warn' ? 'warn' : 'stop',
        units: pool.units,
        graceDays: pool.graceDays,
      },
      { ...(units === undefined ? {} : { units }), ...(to ? { to } : {}), now: new Date() },
    )
    const { rows } = await sql<Row>`
      SELECT a.id, d.id AS "deviceId", d.name AS "deviceName", d.room_id AS "roomId", r.name AS "roomName", a.activated_at
        FROM (SELECT id, device_id, activated_at FROM activations WHERE organization_id = ${organizationId}::uuid
          AND pool_id = ${poolId}::uuid AND dropped_at IS NULL ORDER BY activated_at DESC, id DESC LIMIT ${loses}) AS a
        JOIN devices d ON d.id = a.device_id LEFT JOIN rooms r ON r.id = d.room_id
        WHERE ${start ? sql`(a.activated_at, a.id) < (${start.value}::timestamptz, ${start.id}::uuid)` : sql`true`}
        ORDER BY a.activated_at DESC, a.id DESC LIMIT ${limit + 1}`.execute(kysely)
    const featureKey = pool.featureKey as FeatureKey
    const positionOf = (row: Row) => ({ value: row.activated_at.toISOString(), id: row.id })
    const page = toPage(rows, limit, fingerprint, positionOf, ({ id: _, activated_at: at, ...row }) => ({
      ...row,
      featureKey,
      poolId,
      activatedAt: at.toISOString(),
    }))
    return {
      ...page,
      poolId,
      featureKey,
      units: units ?? pool.units,
      active,
      loses,
      dropsAt: dropsAt?.toISOString() ?? null,
    }
  }
}

function beginningOf(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds)
}
