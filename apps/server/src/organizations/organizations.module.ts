import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { LicenseTermsModule } from '../license-terms/license-terms.module.js'
import { ChangeOrganization } from './change-organization.js'
import { OrganizationsController } from './organizations.controller.js'
import { OrganizationQueries } from './organizations.queries.js'
import { OverviewQueries } from './overview.queries.js'

/** The tenants. */
@Module({
  imports: [AuditModule, LicenseTermsModule],
  controllers: [OrganizationsController],
  providers: [ChangeOrganization, OrganizationQueries, OverviewQueries],
  exports: [OrganizationQueries],
})
export class OrganizationsModule {}
