import { Module } from '@nestjs/common'
import { ChangeOwnLayers } from './change-own-layers.js'
import { ReleaseConfiguration } from './release-configuration.js'
import { ResolveConfiguration } from './resolve-configuration.js'

/** Devices' configuration as deployments may ask for it and release it, and many own layers at once. */
@Module({
  providers: [ChangeOwnLayers, ReleaseConfiguration, ResolveConfiguration],
  exports: [ChangeOwnLayers, ReleaseConfiguration, ResolveConfiguration],
})
export class ConfigurationReleaseModule {}
