import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { CustomerLicenseQueries } from './customer-licenses.queries.js'
import { NoticeQueries } from './notices.queries.js'

const { customerLicenses } = routes

@Controller()
export class CustomerLicensesController {
  constructor(
    private readonly licenses: CustomerLicenseQueries,
    private readonly noticesOf: NoticeQueries,
  ) {}

  @Endpoint(customerLicenses.position)
  position(@By() caller: Caller) {
    return this.licenses.position(caller)
  }

  @Endpoint(customerLicenses.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof customerLicenses.list>) {
    return this.licenses.list(caller, query)
  }

  @Endpoint(customerLicenses.forecast)
  forecast(@By() caller: Caller, @Input() { query }: InputOf<typeof customerLicenses.forecast>) {
    return this.licenses.forecast(caller, query.days)
  }

  @Endpoint(customerLicenses.notices)
  notices(@By() caller: Caller, @Input() { query }: InputOf<typeof customerLicenses.notices>) {
    return this.noticesOf.ofCustomers(caller, query)
  }
}
