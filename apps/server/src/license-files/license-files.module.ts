import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { LicenseFilesController } from './license-files.controller.js'
import { LicenseFileQueries } from './license-files.queries.js'
import { RotateSigningKey } from './rotate-signing-key.js'

/** Licence files as people see them, and the keys that they are signed with. */
@Module({
  imports: [AuditModule],
  controllers: [LicenseFilesController],
  providers: [LicenseFileQueries, RotateSigningKey],
})
export class LicenseFilesModule {}
