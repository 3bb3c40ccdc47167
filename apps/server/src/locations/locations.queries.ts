import type { Location } from '@maestro/contract'
import type { LocationKind } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'

type Question = { cursor?: string | undefined; limit: number; parentId?: string | undefined }
type Row = { id: string; parentId: string | null; kind: string; name: string; version: number }

@Injectable()
export class LocationQueries {
  constructor(private readonly platform: Platform) {}

  async list(caller: Caller, question: Question) {
    const fingerprint = listFingerprint({ ...question, list: 'locations' })
    const after = readCursor(question.cursor, fingerprint)
    const rows = await this.platform.database.kysely
      .selectFrom('locations')
      .select(['id', 'parent_id as parentId', 'kind', 'name', 'version'])
      .where('organization_id', '=', caller.organizationId)
      .$if(question.parentId !== undefined, (query) => query.where('parent_id', '=', question.parentId ?? null))
      .$if(after !== undefined, (query) =>
        query.where((where) =>
          where(where.refTuple('name', 'id'), '>', where.tuple(after?.value ?? '', after?.id ?? '')),
        ),
      )
      .orderBy('name')
      .orderBy('id')
      .limit(question.limit + 1)
      .execute()
    return toPage(rows, question.limit, fingerprint, ({ id, name }) => ({ value: name, id }), show)
  }

  async one(caller: Caller, id: string): Promise<Location> {
    const row = await this.platform.database.prisma.location.findFirst({
      where: { organizationId: caller.organizationId, id },
    })
    if (!row) throw notFound()
    return show(row)
  }
}

function show({ id, parentId, kind, name, version }: Row): Location {
  return { id, parentId, kind: kind as LocationKind, name, version }
}
