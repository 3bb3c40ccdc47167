import { Module } from '@nestjs/common'
import { AuditModule } from '../audit/audit.module.js'
import { LicenseTermsModule } from '../license-terms/license-terms.module.js'
import { OrganizationsModule } from '../organizations/organizations.module.js'
import { PeopleModule } from '../people/people.module.js'
import { Across } from '../platform/access/across.js'
import { BeginCustomerTrial } from './begin-customer-trial.js'
import { CreateCustomer } from './create-customer.js'
import { CustomerDeviceQueries } from './customer-devices.queries.js'
import { CustomersController } from './customers.controller.js'
import { CustomerQueries } from './customers.queries.js'

/** A partner's customers: seen across organizations, made in one act. */
@Module({
  imports: [AuditModule, LicenseTermsModule, OrganizationsModule, PeopleModule],
  controllers: [CustomersController],
  providers: [Across, BeginCustomerTrial, CreateCustomer, CustomerQueries, CustomerDeviceQueries],
})
export class CustomersModule {}
