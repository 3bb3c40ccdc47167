import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ChangeRules } from './change-rules.js'
import { LicenseRulesController } from './license-rules.controller.js'
import { LicenseRuleQueries } from './license-rules.queries.js'

/** Groups whose devices always have a feature. */
@Module({
  imports: [AuditModule],
  controllers: [LicenseRulesController],
  providers: [ChangeRules, LicenseRuleQueries],
  exports: [LicenseRuleQueries],
})
export class LicenseRulesModule {}
