import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ConfigurationReleaseModule } from '../configuration/configuration-release.module.js'
import { GroupsModule } from '../groups/groups.module.js'
import { ProfilesModule } from '../profiles/profiles.module.js'
import { ApplyFile } from './apply-file.js'
import { AssignmentChanges } from './assignment-changes.js'
import { ConfigurationFilesController } from './configuration-files.controller.js'
import { ExportFile } from './export-file.js'
import { GroupChanges } from './group-changes.js'
import { LayerChanges } from './layer-changes.js'
import { MakeChanges } from './make-changes.js'
import { ProfileChanges } from './profile-changes.js'

/** Configuration as a document outside of Maestro: given out, planned, applied. */
@Module({
  imports: [AuditModule, ConfigurationReleaseModule, GroupsModule, ProfilesModule],
  controllers: [ConfigurationFilesController],
  providers: [ApplyFile, AssignmentChanges, ExportFile, GroupChanges, LayerChanges, MakeChanges, ProfileChanges],
})
export class ConfigurationFilesModule {}
