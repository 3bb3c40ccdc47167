import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { AdoptDrift } from './adopt-drift.js'
import { DriftQueries } from './drift.queries.js'
import { EnforceDrift } from './enforce-drift.js'
import { ListDrift } from './list-drift.js'

const { drift } = routes

@Controller()
export class DriftController {
  constructor(
    private readonly queries: DriftQueries,
    private readonly listDrift: ListDrift,
    private readonly adoptDrift: AdoptDrift,
    private readonly enforceDrift: EnforceDrift,
  ) {}

  @Endpoint(drift.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof drift.list>) {
    return this.listDrift.run(caller, query)
  }

  @Endpoint(drift.summary)
  summary(@By() caller: Caller) {
    return this.queries.summary(caller.organizationId)
  }

  @Endpoint(drift.adopt)
  adopt(@By() caller: Caller, @Input() { body }: InputOf<typeof drift.adopt>) {
    return this.adoptDrift.run(caller, body)
  }

  @Endpoint(drift.enforce)
  enforce(@By() caller: Caller, @Input() { body }: InputOf<typeof drift.enforce>) {
    return this.enforceDrift.run(caller, body)
  }
}
