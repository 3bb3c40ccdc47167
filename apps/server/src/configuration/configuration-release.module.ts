import { Module } from '@nestjs/common'
import { ReleaseConfiguration } from './release-configuration.js'

/** A device's configuration as deployments may release it. */
@Module({ providers: [ReleaseConfiguration], exports: [ReleaseConfiguration] })
export class ConfigurationReleaseModule {}
