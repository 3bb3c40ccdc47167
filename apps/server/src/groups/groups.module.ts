import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ChangeGroup } from './change-group.js'
import { ChangeMembers } from './change-members.js'
import { CreateGroup } from './create-group.js'
import { GroupsController } from './groups.controller.js'
import { GroupQueries } from './groups.queries.js'
import { HandOverMembership } from './hand-over-membership.js'

/** Devices that share configuration, chosen by hand or by a rule. */
@Module({
  imports: [AuditModule],
  controllers: [GroupsController],
  providers: [ChangeGroup, ChangeMembers, CreateGroup, GroupQueries, HandOverMembership],
  exports: [ChangeGroup, ChangeMembers, CreateGroup, HandOverMembership],
})
export class GroupsModule {}
