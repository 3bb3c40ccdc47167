import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeFreezePeriods } from './change-freeze-periods.js'
import { FreezePeriodQueries } from './freeze-periods.queries.js'

const { freezePeriods } = routes

@Controller()
export class FreezePeriodsController {
  constructor(
    private readonly queries: FreezePeriodQueries,
    private readonly changes: ChangeFreezePeriods,
  ) {}

  @Endpoint(freezePeriods.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof freezePeriods.list>) {
    return this.queries.list(caller.organizationId, query)
  }

  @Endpoint(freezePeriods.create)
  create(@By() caller: Caller, @Input() { body }: InputOf<typeof freezePeriods.create>) {
    return this.changes.declare(caller, body)
  }

  @Endpoint(freezePeriods.change)
  change(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof freezePeriods.change>) {
    return this.changes.change(caller, params.freezePeriodId, body, ifMatch)
  }

  @Endpoint(freezePeriods.remove)
  async remove(@By() caller: Caller, @Input() { params }: InputOf<typeof freezePeriods.remove>): Promise<undefined> {
    await this.changes.withdraw(caller, params.freezePeriodId)
  }
}
