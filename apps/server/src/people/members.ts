import type { Role } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { Audit, actorOf } from '../audit/audit.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import type { Transaction } from '../platform/platform.js'
import type { Account } from './accounts.js'
import { insertMembership } from './members.store.js'

/** Makes people members of organizations, inside whatever makes them so. */
@Injectable()
export class Members {
  constructor(private readonly audit: Audit) {}

  async join(
    tx: Transaction,
    by: Caller,
    account: Pick<Account, 'personId' | 'name' | 'email'>,
    role: Role,
  ): Promise<void> {
    const { organizationId } = by
    const { personId, name, email } = account
    const isNew = await insertMembership(tx, { id: uuidv7(), organizationId, personId, role })
    if (!isNew) throw new Refused('member.already', { email })
    await this.audit.record(tx, organizationId, {
      ...actorOf(by),
      action: 'member.added',
      objectKind: 'person',
      objectId: personId,
      objectName: name,
      after: { email, role },
    })
  }
}
