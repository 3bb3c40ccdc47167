import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ChangeFreezePeriods } from './change-freeze-periods.js'
import { FreezePeriodsController } from './freeze-periods.controller.js'
import { FreezePeriodQueries } from './freeze-periods.queries.js'

/** Times in which nothing is deployed. */
@Module({
  imports: [AuditModule],
  controllers: [FreezePeriodsController],
  providers: [FreezePeriodQueries, ChangeFreezePeriods],
  exports: [ChangeFreezePeriods],
})
export class FreezePeriodsModule {}
