import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeRules } from './change-rules.js'
import { LicenseRuleQueries } from './license-rules.queries.js'

const { licenseRules } = routes

@Controller()
export class LicenseRulesController {
  constructor(
    private readonly queries: LicenseRuleQueries,
    private readonly rules: ChangeRules,
  ) {}

  @Endpoint(licenseRules.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseRules.list>) {
    return this.queries.list(caller.organizationId, query)
  }

  @Endpoint(licenseRules.preview)
  preview(@By() caller: Caller, @Input() input: InputOf<typeof licenseRules.preview>) {
    return this.queries.preview(caller, input)
  }

  @Endpoint(licenseRules.create)
  async create(@By() caller: Caller, @Input() input: InputOf<typeof licenseRules.create>) {
    return this.queries.one(caller.organizationId, await this.rules.create(caller, input))
  }

  @Endpoint(licenseRules.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseRules.get>) {
    return this.queries.one(caller.organizationId, params.ruleId)
  }

  @Endpoint(licenseRules.change)
  async change(@By() caller: Caller, @Input() input: InputOf<typeof licenseRules.change>) {
    await this.rules.change(caller, input)
    return this.queries.one(caller.organizationId, input.params.ruleId)
  }

  @Endpoint(licenseRules.remove)
  async remove(@By() caller: Caller, @Input() { params, ifMatch }: InputOf<typeof licenseRules.remove>) {
    await this.rules.remove(caller, params.ruleId, ifMatch)
    return undefined
  }

  @Endpoint(licenseRules.waiting)
  waiting(@By() caller: Caller, @Input() { params, query }: InputOf<typeof licenseRules.waiting>) {
    return this.queries.waiting(caller.organizationId, params.ruleId, query)
  }
}
