import type { DeviceSummary, LicenseRule, LicenseRulePreview, routes } from '@maestro/contract'
import { sql } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { type SummaryRow, showSummary } from '../devices/device.view.js'
import { summaryColumns } from '../devices/device-list.queries.js'
import { freeUnits } from '../licenses/units.queries.js'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { questionOf } from './apply-rules.js'
import { countMembers, countWanting, type Place, type RuleQuestion, selectWanting } from './candidates.queries.js'
import { requireGroup } from './change-rules.js'
import { findRule, type RuleRow } from './license-rules.store.js'

const SHOWN = 10

/** Reads of rules, and what a rule would do. */
@Injectable()
export class LicenseRuleQueries {
  constructor(private readonly platform: Platform) {}

  async one(organizationId: string, id: string): Promise<LicenseRule> {
    const row = await findRule(this.platform.database.prisma, organizationId, id)
    if (!row) throw notFound()
    return show(row)
  }

  async list(organizationId: string, { cursor, limit }: InputOf<typeof routes.licenseRules.list>['query']) {
    const fingerprint = listFingerprint({ list: 'license-rules' })
    const start = readCursor(cursor, fingerprint)
    const [feature = '', priority = ''] = (start?.value ?? '').split(' ')
    const rows = await this.platform.database.prisma.licenseRule.findMany({
      where: {
        organizationId,
        ...(start
          ? { OR: [{ featureKey: { gt: feature } }, { featureKey: feature, priority: { lt: Number(priority) } }] }
          : {}),
      },
      include: { group: { select: { id: true, name: true } } },
      orderBy: [{ featureKey: 'asc' }, { priority: 'desc' }],
      take: limit + 1,
    })
    const place = (row: RuleRow) => ({ value: `${row.featureKey} ${row.priority}`, id: row.id })
    return toPage(rows, limit, fingerprint, place, show)
  }

  async preview(
    { organizationId }: Caller,
    { body }: InputOf<typeof routes.licenseRules.preview>,
  ): Promise<LicenseRulePreview> {
    const { prisma } = this.platform.database
    await requireGroup(prisma, organizationId, body.featureKey, body.groupId)
    const question = await questionOf(prisma, { organizationId, ...body })
    const [counts, wanting, free] = await Promise.all([
      countMembers(prisma, question),
      countWanting(prisma, question),
      freeUnits(prisma, organizationId, body.featureKey),
    ])
    const gets = Math.min(wanting, free ?? wanting)
    const first = await selectWanting(prisma, question, Math.min(gets, SHOWN))
    const next = gets === wanting ? [] : await selectWanting(prisma, question, SHOWN, undefined, gets)
    return {
      ...counts,
      gets,
      waiting: wanting - gets,
      freeUnits: free,
      first: { gets: await this.summaries(organizationId, first), waiting: await this.summaries(organizationId, next) },
    }
  }

  /** Null: the rule is paused, and nobody waits for it. */
  async question(organizationId: string, ruleId: string): Promise<RuleQuestion | null> {
    const { prisma } = this.platform.database
    const rule = await findRule(prisma, organizationId, ruleId)
    if (!rule) throw notFound()
    return rule.enabled ? questionOf(prisma, rule) : null
  }

  async waiting(
    organizationId: string,
    ruleId: string,
    { cursor, limit }: InputOf<typeof routes.licenseRules.waiting>['query'],
  ) {
    const { prisma } = this.platform.database
    const question = await this.question(organizationId, ruleId)
    const fingerprint = listFingerprint({ list: 'license-rule-waiting', ruleId })
    const start = readCursor(cursor, fingerprint)
    const after = start && { id: start.id, ...(JSON.parse(start.value ?? '{}') as Omit<Place, 'id'>) }
    const found = question ? await selectWanting(prisma, question, limit + 1, after) : []
    const placeOf = ({ id, room, serial }: Place) => ({ id, value: JSON.stringify({ room, serial }) })
    const page = toPage(found, limit, fingerprint, placeOf, (place) => place)
    return { ...page, items: await this.summaries(organizationId, page.items) }
  }

  private async summaries(organizationId: string, places: readonly Place[]): Promise<DeviceSummary[]> {
    const ids = places.map(({ id }) => id)
    const { rows } = await sql<SummaryRow>`SELECT ${summaryColumns} FROM devices d
      JOIN device_statuses s ON s.organization_id = d.organization_id AND s.device_id = d.id
      LEFT JOIN rooms r ON r.organization_id = d.organization_id AND r.id = d.room_id
      WHERE d.organization_id = ${organizationId}::uuid AND d.id = ANY (${ids}::uuid[])`.execute(
      this.platform.database.kysely,
    )
    const byId = new Map(rows.map((row) => [row.id, showSummary(row)]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }
}

function show(row: RuleRow): LicenseRule {
  return {
    id: row.id,
    featureKey: row.featureKey,
    group: row.group,
    priority: row.priority,
    enabled: row.enabled,
    waiting: row.waiting,
    appliedAt: row.appliedAt?.toISOString() ?? null,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }
}
