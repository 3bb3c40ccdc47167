import type { ApiToken } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showToken } from './api-token.view.js'

@Injectable()
export class TokenQueries {
  constructor(private readonly platform: Platform) {}

  async list(caller: Caller, question: { cursor?: string | undefined; limit: number }) {
    const fingerprint = listFingerprint({ list: 'tokens' })
    const after = readCursor(question.cursor, fingerprint)
    // Ids are UUIDv7: their order is the order of creation.
    const rows = await this.platform.database.prisma.apiToken.findMany({
      where: { organizationId: caller.organizationId, ...(after ? { id: { lt: after.id } } : {}) },
      orderBy: { id: 'desc' },
      take: question.limit + 1,
    })
    return toPage(rows, question.limit, fingerprint, ({ id }) => ({ value: null, id }), showToken)
  }

  async one(caller: Caller, id: string): Promise<ApiToken> {
    const row = await this.platform.database.prisma.apiToken.findFirst({
      where: { organizationId: caller.organizationId, id },
    })
    if (!row) throw notFound()
    return showToken(row)
  }
}
