import type { ProfileAssignment, RouteResponse, routes } from '@maestro/contract'
import type { ScopeKind } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import type { InputOf } from '../platform/http/endpoint.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { loadScopeNames, type ScopeNames } from './scope-names.queries.js'

const include = { profile: { select: { id: true, name: true } } } as const
type Row = {
  id: string
  scopeKind: string
  scopeId: string
  priority: number
  version: number
  createdByName: string
  createdAt: Date
  profile: { id: string; name: string }
}

@Injectable()
export class AssignmentQueries {
  constructor(private readonly platform: Platform) {}

  /** In the order in which they were made. */
  async list(
    caller: Caller,
    { cursor, limit, ...filters }: InputOf<typeof routes.assignments.list>['query'],
  ): Promise<RouteResponse<typeof routes.assignments.list>> {
    const { prisma } = this.platform.database
    const fingerprint = listFingerprint({ ...filters, list: 'assignments' })
    const after = readCursor(cursor, fingerprint)
    const { profileId, scopeKind, scopeId } = filters
    const where = {
      organizationId: caller.organizationId,
      ...(profileId ? { profileId } : {}),
      ...(scopeKind ? { scopeKind } : {}),
      ...(scopeId ? { scopeId } : {}),
      ...(after ? { id: { gt: after.id } } : {}),
    }
    const rows = await prisma.profileAssignment.findMany({ where, include, orderBy: { id: 'asc' }, take: limit + 1 })
    const names = await loadScopeNames(prisma, caller.organizationId, rows.map(scopeOf))
    return toPage(
      rows,
      limit,
      fingerprint,
      ({ id }) => ({ value: null, id }),
      (row) => show(row, names),
    )
  }

  async one(caller: Caller, id: string): Promise<ProfileAssignment> {
    const { prisma } = this.platform.database
    const row = await prisma.profileAssignment.findFirst({
      where: { organizationId: caller.organizationId, id },
      include,
    })
    if (!row) throw notFound()
    return show(row, await loadScopeNames(prisma, caller.organizationId, [scopeOf(row)]))
  }
}

const scopeOf = ({ scopeKind, scopeId }: Row) => ({ kind: scopeKind as ScopeKind, id: scopeId })

function show(row: Row, names: ScopeNames): ProfileAssignment {
  const { id, profile, priority, version, createdByName, createdAt } = row
  const scope = scopeOf(row)
  return {
    id,
    profile,
    scope: { ...scope, name: names.of(scope) },
    priority,
    createdBy: createdByName,
    createdAt: createdAt.toISOString(),
    version,
  }
}
