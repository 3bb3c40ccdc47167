import type { Organization } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import { showTrial } from '../license-terms/trial.view.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'

@Injectable()
export class OrganizationQueries {
  constructor(private readonly platform: Platform) {}

  async show(caller: Caller): Promise<Organization> {
    const { prisma, pool } = this.platform.database
    const row = await prisma.organization.findUnique({ where: { id: caller.organizationId } })
    if (!row) throw notFound()
    const partner = caller.partnerId
      ? await pool.query('SELECT id, name FROM system.organization_card($1)', [caller.partnerId])
      : null
    return {
      id: row.id,
      kind: row.kind as Organization['kind'],
      name: row.name,
      slug: row.slug,
      language: row.language === 'de' ? 'de' : 'en',
      timeZone: row.timeZone,
      approvalFrom: row.approvalFrom,
      trial: showTrial(row.trialStartedAt, row.trialEndsAt, new Date()),
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      rights: [...caller.rights],
      role: caller.role,
      through: partner?.rows[0] ?? null,
    }
  }

  async card(id: string): Promise<{ kind: string; name: string }> {
    const { rows } = await this.platform.database.pool.query('SELECT kind, name FROM system.organization_card($1)', [
      id,
    ])
    if (!rows[0]) throw notFound()
    return rows[0]
  }
}
