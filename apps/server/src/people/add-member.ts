import type { Role } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { Platform } from '../platform/platform.js'
import { type Account, Accounts } from './accounts.js'
import { Members } from './members.js'
import { MembersPolicy } from './members.policy.js'

@Injectable()
export class AddMember {
  constructor(
    private readonly platform: Platform,
    private readonly policy: MembersPolicy,
    private readonly accounts: Accounts,
    private readonly members: Members,
  ) {}

  async run(caller: Caller, input: { name: string; email: string; role: Role }): Promise<Account> {
    const requireRoles = await this.policy.of(caller)
    requireRoles(input.role)
    const account = await this.accounts.findOrCreate(input)
    await this.platform.transaction((tx) => this.members.join(tx, caller, account, input.role))
    return account
  }
}
