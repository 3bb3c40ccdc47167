import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { DeploymentsModule } from '../deployments/deployments.module.js'
import { ChangeConfiguration } from './change-configuration.js'
import { ConfigurationController } from './configuration.controller.js'
import { ConfigurationQueries } from './configuration.queries.js'
import { ConfigurationReleaseModule } from './configuration-release.module.js'
import { PreviewChange } from './preview-change.js'
import { SettingPlaceQueries } from './setting-places.queries.js'

/** What should be: setting values in layers, and what comes of them. */
@Module({
  imports: [AuditModule, ConfigurationReleaseModule, DeploymentsModule],
  controllers: [ConfigurationController],
  providers: [ChangeConfiguration, ConfigurationQueries, PreviewChange, SettingPlaceQueries],
})
export class ConfigurationModule {}
