import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { LicenseRulesModule } from '../license-rules/license-rules.module.js'
import { LicensesModule } from '../licenses/licenses.module.js'
import { CustomerLicenseExportQueries } from './customer-license-exports.queries.js'
import { ExportInventory } from './export-inventory.js'
import { ExportLicenseLists } from './export-license-lists.js'
import { ExportLicenses } from './export-licenses.js'
import { ExportsController } from './exports.controller.js'
import { InventoryQueries } from './inventory.queries.js'
import { LicenseExportQueries } from './license-exports.queries.js'
import { LicenseListExportQueries } from './license-list-exports.queries.js'
import { LicenseListsController } from './license-lists.controller.js'

/** What leaves the house as a file. */
@Module({
  imports: [AuditModule, LicenseRulesModule, LicensesModule],
  controllers: [ExportsController, LicenseListsController],
  providers: [
    CustomerLicenseExportQueries,
    ExportInventory,
    ExportLicenseLists,
    ExportLicenses,
    InventoryQueries,
    LicenseExportQueries,
    LicenseListExportQueries,
  ],
})
export class ExportsModule {}
