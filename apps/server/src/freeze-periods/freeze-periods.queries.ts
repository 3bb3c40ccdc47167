import type { FreezePeriod } from '@maestro/contract'
import type { Prisma } from '@maestro/database'
import { Injectable } from '@nestjs/common'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'

type Row = Prisma.FreezePeriodGetPayload<object>
type Names = ReadonlyMap<string, string>

@Injectable()
export class FreezePeriodQueries {
  constructor(private readonly platform: Platform) {}

  /** Those that have not ended, the one that ends first first. */
  async list(organizationId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
    const fingerprint = listFingerprint({ list: 'freeze-periods' })
    const start = readCursor(cursor, fingerprint)
    const { prisma } = this.platform.database
    const endsAt = start?.value ? new Date(start.value) : null
    const rows = await prisma.freezePeriod.findMany({
      where: {
        organizationId,
        endsAt: { gt: new Date() },
        ...(start && endsAt ? { OR: [{ endsAt: { gt: endsAt } }, { endsAt, id: { gt: start.id } }] } : {}),
      },
      orderBy: [{ endsAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    })
    const names = await namesOf(prisma, organizationId, rows)
    return toPage(
      rows,
      limit,
      fingerprint,
      (row) => ({ value: row.endsAt.toISOString(), id: row.id }),
      (row) => show(row, names),
    )
  }

  async find(organizationId: string, id: string): Promise<FreezePeriod> {
    const { prisma } = this.platform.database
    const row = await prisma.freezePeriod.findFirst({ where: { organizationId, id } })
    if (!row) throw notFound()
    return show(row, await namesOf(prisma, organizationId, [row]))
  }
}

async function namesOf(tx: Transaction, organizationId: string, rows: readonly Row[]): Promise<Names> {
  const ids = rows.flatMap(({ locationId }) => locationId ?? [])
  if (ids.length === 0) return new Map()
  const locations = await tx.location.findMany({
    where: { organizationId, id: { in: ids } },
    select: { id: true, name: true },
  })
  return new Map(locations.map(({ id, name }) => [id, name]))
}

function show(row: Row, names: Names): FreezePeriod {
  return {
    id: row.id,
    name: row.name,
    from: row.startsAt.toISOString(),
    to: row.endsAt.toISOString(),
    location: row.locationId === null ? null : { id: row.locationId, name: names.get(row.locationId) ?? '' },
    createdBy: row.createdByName,
    version: row.version,
  }
}
