import type { Member } from '@maestro/contract'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { listFingerprint, readCursor, toPage } from '../platform/http/page.js'
import { notFound } from '../platform/http/refused.js'
import { Platform } from '../platform/platform.js'
import { showMember } from './member.view.js'

@Injectable()
export class MemberQueries {
  constructor(private readonly platform: Platform) {}

  async list(caller: Caller, question: { cursor?: string | undefined; limit: number }) {
    const fingerprint = listFingerprint({ list: 'people' })
    const after = readCursor(question.cursor, fingerprint)
    const rows = await this.platform.database.prisma.membership.findMany({
      where: { organizationId: caller.organizationId, ...(after ? { id: { gt: after.id } } : {}) },
      include: { person: { select: { name: true, email: true } } },
      orderBy: { id: 'asc' },
      take: question.limit + 1,
    })
    return toPage(rows, question.limit, fingerprint, ({ id }) => ({ value: null, id }), showMember)
  }

  async one(caller: Caller, personId: string): Promise<Member> {
    const { organizationId } = caller
    const row = await this.platform.database.prisma.membership.findUnique({
      where: { organizationId_personId: { organizationId, personId } },
      include: { person: { select: { name: true, email: true } } },
    })
    if (!row) throw notFound()
    return showMember(row)
  }
}
