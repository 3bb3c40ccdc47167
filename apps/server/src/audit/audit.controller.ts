import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { AuditQueries } from './audit.queries.js'

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditQueries) {}

  @Endpoint(routes.audit.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.audit.list>) {
    return this.audit.list(caller, query)
  }

  @Endpoint(routes.audit.timeline)
  timeline(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.audit.timeline>) {
    return this.audit.timeline(caller, query)
  }
}
