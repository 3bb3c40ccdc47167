import { Module } from '@nestjs/common'
import { IssueLicenseFilesModule } from '../license-files/issue-license-files.module.js'
import { ChangeOwnLayers } from './change-own-layers.js'
import { ReleaseConfiguration } from './release-configuration.js'
import { ResolveConfiguration } from './resolve-configuration.js'

/** Devices' configuration as deployments may ask for it and release it, and many own layers at once. */
@Module({
  imports: [IssueLicenseFilesModule],
  providers: [ChangeOwnLayers, ReleaseConfiguration, ResolveConfiguration],
  exports: [ChangeOwnLayers, ReleaseConfiguration, ResolveConfiguration],
})
export class ConfigurationReleaseModule {}
