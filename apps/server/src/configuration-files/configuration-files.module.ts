import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ConfigurationReleaseModule } from '../configuration/configuration-release.module.js'
import { FreezePeriodsModule } from '../freeze-periods/freeze-periods.module.js'
import { GroupsModule } from '../groups/groups.module.js'
import { OrganizationsModule } from '../organizations/organizations.module.js'
import { ProfilesModule } from '../profiles/profiles.module.js'
import { ApplyFile } from './apply-file.js'
import { AssignmentChanges } from './assignment-changes.js'
import { ConfigurationFilesController } from './configuration-files.controller.js'
import { ExportFile } from './export-file.js'
import { FreezeChanges } from './freeze-changes.js'
import { GroupChanges } from './group-changes.js'
import { LayerChanges } from './layer-changes.js'
import { MakeChanges } from './make-changes.js'
import { ProfileChanges } from './profile-changes.js'

/** Configuration as a document outside of Maestro: given out, planned, applied. */
@Module({
  imports: [
    AuditModule,
    ConfigurationReleaseModule,
    FreezePeriodsModule,
    GroupsModule,
    OrganizationsModule,
    ProfilesModule,
  ],
  controllers: [ConfigurationFilesController],
  providers: [
    ApplyFile,
    AssignmentChanges,
    ExportFile,
    FreezeChanges,
    GroupChanges,
    LayerChanges,
    MakeChanges,
    ProfileChanges,
  ],
})
export class ConfigurationFilesModule {}
