import { Module } from '@nestjs/common'
import { IssueLicenseFiles } from './issue-license-files.js'

/** Licence files as releases of configuration carry them. */
@Module({ providers: [IssueLicenseFiles], exports: [IssueLicenseFiles] })
export class IssueLicenseFilesModule {}
