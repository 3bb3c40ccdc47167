import { canCreateOrganization, isOrganizationKind, type Language } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import { StartTrial } from '../license-terms/start-trial.js'
import { foundOrganization } from '../organizations/found-organization.js'
import { OrganizationQueries } from '../organizations/organizations.queries.js'
import { type Account, Accounts } from '../people/accounts.js'
import { Members } from '../people/members.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { inOrganization } from '../platform/organization-context.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { insertFoundingGrant } from './customers.store.js'

export type NewCustomer = {
  readonly name: string
  readonly language: Language
  readonly timeZone: string
  readonly trial: boolean
  readonly owner?: { readonly name: string; readonly email: string } | undefined
}

/** Makes a customer with a grant to the partner that provisions it, in one act that both organizations record. */
@Injectable()
export class CreateCustomer {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly organizations: OrganizationQueries,
    private readonly startTrial: StartTrial,
  ) {}

  async run(caller: Caller, input: NewCustomer): Promise<{ customerId: string; owner: Account | null }> {
    await this.requirePartner(caller)
    const organizationId = uuidv7()
    const context = { organizationId, actor: caller.actor }
    const owner = await inOrganization(context, () =>
      this.platform.transaction(async (tx) => {
        const { owner: _, trial, ...founding } = input
        await foundOrganization(tx, { id: organizationId, kind: 'customer', ...founding })
        await this.give(tx, caller, organizationId, input.name)
        if (trial) await this.startTrial.run(tx, caller, { id: organizationId, name: input.name })
        const account = input.owner
          ? await this.accounts.findOrCreate({ ...input.owner, language: input.language })
          : null
        if (account) await this.members.join(tx, { ...caller, organizationId }, account, 'owner')
        return account
      }),
    )
    this.platform.live.publish(caller.organizationId, 'organization', [organizationId])
    return { customerId: organizationId, owner }
  }

  private async requirePartner(caller: Caller): Promise<void> {
    const { kind, name } = await this.organizations.card(caller.organizationId)
    if (!isOrganizationKind(kind) || !canCreateOrganization(kind, 'customer'))
      throw new Refused('customer.not-a-partner', { organization: name })
  }

  private async give(tx: Transaction, caller: Caller, organizationId: string, name: string): Promise<void> {
    const grantId = uuidv7()
    const partnerId = caller.organizationId
    await insertFoundingGrant(tx, { id: grantId, organizationId, partnerId, givenBy: caller.actor })
    const created = {
      ...actorOf(caller),
      action: 'organization.created',
      objectKind: 'organization',
      objectId: organizationId,
      objectName: name,
      after: { kind: 'customer', name },
    } as const
    const given = {
      ...actorOf(caller),
      action: 'grant.given',
      objectKind: 'grant',
      objectId: grantId,
      after: { kind: 'founding', partnerId },
    } as const
    await this.audit.record(tx, organizationId, created, given)
    await this.audit.recordElsewhere(tx, organizationId, partnerId, created)
  }
}
