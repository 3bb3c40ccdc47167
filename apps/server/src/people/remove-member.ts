import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { MembersPolicy } from './members.policy.js'
import { deleteMembership, lockMembership } from './members.store.js'

@Injectable()
export class RemoveMember {
  constructor(
    private readonly platform: Platform,
    private readonly policy: MembersPolicy,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, personId: string, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    const requireRoles = await this.policy.of(caller)
    await this.platform.transaction(async (tx) => {
      const membership = await lockMembership(tx, organizationId, personId)
      if (!membership) throw notFound()
      requireVersion(membership.version, ifMatch)
      requireRoles(membership.role)
      if (membership.isLastOwner) throw new Refused('member.last-owner')
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'member.removed',
        objectKind: 'person',
        objectId: personId,
        objectName: membership.person.name,
        before: { email: membership.person.email, role: membership.role },
      })
      await deleteMembership(tx, membership.id)
    })
  }
}
