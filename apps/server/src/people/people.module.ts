import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { Accounts } from './accounts.js'
import { MeController } from './me.controller.js'
import { Me } from './me.js'
import { Members } from './members.js'
import { SignIn } from './sign-in.js'

/** Who people are, where they belong, and how they sign in. */
@Module({
  imports: [AuditModule],
  controllers: [MeController],
  providers: [Accounts, Me, Members, SignIn],
  exports: [Accounts, Members, SignIn],
})
export class PeopleModule {}
