import type { Language, OrganizationKind } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit } from '../audit/audit.js'
import { foundOrganization } from '../organizations/found-organization.js'
import { inOrganization } from '../platform/organization-context.js'
import { Platform } from '../platform/platform.js'
import { type Account, Accounts } from './accounts.js'
import { insertMembership } from './members.store.js'

export type FirstOrganization = {
  readonly kind: OrganizationKind
  readonly name: string
  readonly language: Language
  readonly timeZone: string
  readonly owner: { readonly name: string; readonly email: string }
}

const founder = { actor: 'system:found', actorName: 'Maestro' } as const

/** Makes an organization that nobody inside the installation could make, with the person who may do the rest. */
@Injectable()
export class FoundWithOwner {
  constructor(
    private readonly platform: Platform,
    private readonly audit: Audit,
    private readonly accounts: Accounts,
  ) {}

  async run({ owner, ...founding }: FirstOrganization): Promise<Account & { readonly organizationId: string }> {
    const id = uuidv7()
    const account = await inOrganization({ organizationId: id, actor: founder.actor }, () =>
      this.platform.transaction(async (tx) => {
        const { kind, name } = await foundOrganization(tx, { id, ...founding })
        const account = await this.accounts.findOrCreate({ ...owner, language: founding.language })
        const { personId, email } = account
        await insertMembership(tx, { id: uuidv7(), organizationId: id, personId, role: 'owner' })
        await this.audit.record(
          tx,
          id,
          {
            ...founder,
            action: 'organization.created',
            objectKind: 'organization',
            objectId: id,
            objectName: name,
            after: { kind, name },
          },
          {
            ...founder,
            action: 'member.added',
            objectKind: 'person',
            objectId: personId,
            objectName: account.name,
            after: { email, role: 'owner' },
          },
        )
        return account
      }),
    )
    return { ...account, organizationId: id }
  }
}
