import type { Role } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { notFound, Refused } from '../platform/http/refused.js'
import { type IfMatch, requireVersion } from '../platform/http/version.js'
import { Platform } from '../platform/platform.js'
import { MembersPolicy } from './members.policy.js'
import { lockMembership, updateRole } from './members.store.js'

@Injectable()
export class ChangeMember {
  constructor(
    private readonly platform: Platform,
    private readonly policy: MembersPolicy,
    private readonly audit: Audit,
  ) {}

  async run(caller: Caller, personId: string, role: Role, ifMatch: IfMatch): Promise<void> {
    const { organizationId } = caller
    const requireRoles = await this.policy.of(caller)
    await this.platform.transaction(async (tx) => {
      const membership = await lockMembership(tx, organizationId, personId)
      if (!membership) throw notFound()
      requireVersion(membership.version, ifMatch)
      requireRoles(membership.role, role)
      if (membership.isLastOwner && role !== 'owner') throw new Refused('member.last-owner')
      await updateRole(tx, membership.id, role)
      await this.audit.record(tx, organizationId, {
        ...actorOf(caller),
        action: 'member.changed',
        objectKind: 'person',
        objectId: personId,
        objectName: membership.person.name,
        before: { role: membership.role },
        after: { role },
      })
    })
  }
}
