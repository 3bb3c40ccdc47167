import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { LicensesModule } from '../licenses/licenses.module.js'
import { ExportBatch } from './export-batch.js'
import { LicenseBatchesController } from './license-batches.controller.js'
import { LicenseBatchQueries } from './license-batches.queries.js'
import { PreviewBatch } from './preview-batch.js'
import { RunBatch } from './run-batch.js'
import { StartBatch } from './start-batch.js'

/** A feature for many devices at once, or off many. */
@Module({
  imports: [AuditModule, LicensesModule],
  controllers: [LicenseBatchesController],
  providers: [ExportBatch, LicenseBatchQueries, PreviewBatch, RunBatch, StartBatch],
})
export class LicenseBatchesModule {}
