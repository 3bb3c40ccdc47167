import { canAssignRole, isOrganizationKind, isRole } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { OrganizationQueries } from '../organizations/organizations.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'

/** Nobody gives a role that may do more than they may, and nobody takes one away from those above them. */
@Injectable()
export class MembersPolicy {
  constructor(private readonly organizations: OrganizationQueries) {}

  /** Ask before the transaction: what it answers reads nothing more. */
  async of(caller: Caller): Promise<(...roles: readonly string[]) => void> {
    const { kind } = await this.organizations.card(caller.organizationId)
    if (!isOrganizationKind(kind)) throw new Error(`There is no kind "${kind}".`)
    return (...roles) => {
      const above = roles.find((role) => !isRole(role) || !canAssignRole(kind, caller.rights, role))
      if (above !== undefined) throw new Refused('member.role-above-own', { role: above })
    }
  }
}
