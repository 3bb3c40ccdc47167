import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { BeginCustomerTrial } from './begin-customer-trial.js'
import { CreateCustomer } from './create-customer.js'
import { CustomerDeviceQueries } from './customer-devices.queries.js'
import { CustomerQueries } from './customers.queries.js'

@Controller()
export class CustomersController {
  constructor(
    private readonly customers: CustomerQueries,
    private readonly customerDevices: CustomerDeviceQueries,
    private readonly createCustomer: CreateCustomer,
    private readonly beginTrial: BeginCustomerTrial,
  ) {}

  @Endpoint(routes.customers.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.customers.list>) {
    return this.customers.list(caller, query)
  }

  @Endpoint(routes.customers.devices)
  devices(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.customers.devices>) {
    return this.customerDevices.list(caller, query)
  }

  @Endpoint(routes.customers.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof routes.customers.create>) {
    const { customerId, owner } = await this.createCustomer.run(caller, body)
    return { customer: await this.customers.one(caller, customerId), owner }
  }

  @Endpoint(routes.customerLicenses.startTrial)
  async startTrial(@By() caller: Caller, @Input() { params }: InputOf<typeof routes.customerLicenses.startTrial>) {
    await this.beginTrial.run(caller, params.customerId)
    return this.customers.one(caller, params.customerId)
  }
}
