import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { LicensesModule } from '../licenses/licenses.module.js'
import { Across } from '../platform/access/across.js'
import { AcknowledgeNotice } from './acknowledge-notice.js'
import { CustomerLicensesController } from './customer-licenses.controller.js'
import { CustomerLicenseQueries } from './customer-licenses.queries.js'
import { ExportForecast } from './export-forecast.js'
import { ForecastQueries } from './forecast.queries.js'
import { LicenseTermsController } from './license-terms.controller.js'
import { NoticeQueries } from './notices.queries.js'
import { PositionQueries } from './position.queries.js'
import { ReviewPools } from './review-pools.js'
import { SettleEntitlements } from './settle-entitlements.js'
import { StartTrial } from './start-trial.js'
import { TakeOverTrials } from './take-over-trials.js'
import { TellOfExpiry } from './tell-of-expiry.js'
import { WhatIfQueries } from './what-if.queries.js'

/** Time and counting: how units stand, what ends when, what is dropped and comes back, trials. */
@Module({
  imports: [AuditModule, LicensesModule],
  controllers: [LicenseTermsController, CustomerLicensesController],
  providers: [
    AcknowledgeNotice,
    Across,
    CustomerLicenseQueries,
    ExportForecast,
    ForecastQueries,
    NoticeQueries,
    PositionQueries,
    ReviewPools,
    SettleEntitlements,
    StartTrial,
    TakeOverTrials,
    TellOfExpiry,
    WhatIfQueries,
  ],
  exports: [NoticeQueries, ReviewPools, StartTrial],
})
export class LicenseTermsModule {}
