import { Module } from '@nestjs/common'
import { ReleaseConfiguration } from './release-configuration.js'
import { ResolveConfiguration } from './resolve-configuration.js'

/** Devices' configuration as deployments may ask for it and release it. */
@Module({
  providers: [ReleaseConfiguration, ResolveConfiguration],
  exports: [ReleaseConfiguration, ResolveConfiguration],
})
export class ConfigurationReleaseModule {}
