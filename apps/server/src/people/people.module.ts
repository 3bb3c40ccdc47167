import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { OrganizationsModule } from '../organizations/organizations.module.js'
import { Accounts } from './accounts.js'
import { AddMember } from './add-member.js'
import { ApiTokensController } from './api-tokens.controller.js'
import { TokenQueries } from './api-tokens.queries.js'
import { ChangeMember } from './change-member.js'
import { ChangePassword } from './change-password.js'
import { CreateApiToken } from './create-api-token.js'
import { FoundWithOwner } from './found-with-owner.js'
import { MeController } from './me.controller.js'
import { Me } from './me.js'
import { Members } from './members.js'
import { MembersPolicy } from './members.policy.js'
import { MemberQueries } from './members.queries.js'
import { PeopleController } from './people.controller.js'
import { RemoveMember } from './remove-member.js'
import { RevokeApiToken } from './revoke-api-token.js'
import { SignIn } from './sign-in.js'

/** Who people are, where they belong, and how they and their programs sign in. */
@Module({
  imports: [AuditModule, OrganizationsModule],
  controllers: [ApiTokensController, MeController, PeopleController],
  providers: [
    Accounts,
    AddMember,
    ChangeMember,
    ChangePassword,
    CreateApiToken,
    FoundWithOwner,
    Me,
    MemberQueries,
    Members,
    MembersPolicy,
    RemoveMember,
    RevokeApiToken,
    SignIn,
    TokenQueries,
  ],
  exports: [Accounts, Members, SignIn],
})
export class PeopleModule {}
