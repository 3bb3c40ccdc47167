import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { ExportInventory } from './export-inventory.js'
import { ExportLicenses } from './export-licenses.js'
import { ExportsController } from './exports.controller.js'
import { InventoryQueries } from './inventory.queries.js'
import { LicenseExportQueries } from './license-exports.queries.js'

/** What leaves the house as a file. */
@Module({
  imports: [AuditModule],
  controllers: [ExportsController],
  providers: [ExportInventory, ExportLicenses, InventoryQueries, LicenseExportQueries],
})
export class ExportsModule {}
