import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { OrganizationsModule } from '../organizations/organizations.module.js'
import { Across } from '../platform/access/across.js'
import { ArchiveProfile } from './archive-profile.js'
import { AssignProfile } from './assign-profile.js'
import { AssignmentsController } from './assignments.controller.js'
import { AssignmentQueries } from './assignments.queries.js'
import { ChangeAssignment } from './change-assignment.js'
import { ChangeProfile } from './change-profile.js'
import { CheckProfile } from './check-profile.js'
import { CreateProfile } from './create-profile.js'
import { HandOverAssignments } from './hand-over-assignments.js'
import { ProfileCopyQueries } from './profile-copies.queries.js'
import { ProfilesController } from './profiles.controller.js'
import { ProfileQueries } from './profiles.queries.js'
import { PublishProfile } from './publish-profile.js'
import { RefuseProfile } from './refuse-profile.js'
import { ReleaseAssignments } from './release-assignments.js'
import { WriteProfile } from './write-profile.js'

/** Named, versioned sets of values, and where they are assigned. */
@Module({
  imports: [AuditModule, OrganizationsModule],
  controllers: [ProfilesController, AssignmentsController],
  providers: [
    Across,
    ArchiveProfile,
    AssignProfile,
    AssignmentQueries,
    ChangeAssignment,
    ChangeProfile,
    CheckProfile,
    CreateProfile,
    HandOverAssignments,
    ProfileCopyQueries,
    ProfileQueries,
    PublishProfile,
    RefuseProfile,
    ReleaseAssignments,
    WriteProfile,
  ],
  exports: [
    ArchiveProfile,
    AssignProfile,
    ChangeAssignment,
    ChangeProfile,
    CheckProfile,
    CreateProfile,
    HandOverAssignments,
    RefuseProfile,
    ReleaseAssignments,
  ],
})
export class ProfilesModule {}
