import { type DynamicModule, Module } from '@nestjs/common'
import { AuditReadingModule } from './audit/audit.module.js'
import { CatalogueModule } from './catalogue/catalogue.module.js'
import { ConfigurationModule } from './configuration/configuration.module.js'
import { ConfigurationFilesModule } from './configuration-files/configuration-files.module.js'
import { CustomersModule } from './customers/customers.module.js'
import { DeploymentsModule } from './deployments/deployments.module.js'
import { DevicesModule } from './devices/devices.module.js'
import { DriftModule } from './drift/drift.module.js'
import { ExportsModule } from './exports/exports.module.js'
import { FreezePeriodsModule } from './freeze-periods/freeze-periods.module.js'
import { GroupsModule } from './groups/groups.module.js'
import { LicenseBatchesModule } from './license-batches/license-batches.module.js'
import { LicenseFilesModule } from './license-files/license-files.module.js'
import { LicenseRulesModule } from './license-rules/license-rules.module.js'
import { LicenseTermsModule } from './license-terms/license-terms.module.js'
import { LicensesModule } from './licenses/licenses.module.js'
import { LocationsModule } from './locations/locations.module.js'
import { OrganizationsModule } from './organizations/organizations.module.js'
import { PeopleModule } from './people/people.module.js'
import type { Platform } from './platform/platform.js'
import { PlatformModule } from './platform/platform.module.js'
import { ProfilesModule } from './profiles/profiles.module.js'

/** Everything that answers people. */
@Module({})
export class ApiModule {
  static of(platform: Platform): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.of(platform, { doors: true }),
        AuditReadingModule,
        CatalogueModule,
        ConfigurationFilesModule,
        ConfigurationModule,
        CustomersModule,
        DeploymentsModule,
        DevicesModule,
        DriftModule,
        ExportsModule,
        GroupsModule,
        FreezePeriodsModule,
        LicenseBatchesModule,
        LicenseRulesModule,
        LicenseFilesModule,
        LicensesModule,
        LicenseTermsModule,
        LocationsModule,
        OrganizationsModule,
        PeopleModule,
        ProfilesModule,
      ],
    }
  }
}
