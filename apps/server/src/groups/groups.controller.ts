import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeGroup } from './change-group.js'
import { ChangeMembers } from './change-members.js'
import { CreateGroup } from './create-group.js'
import { GroupQueries } from './groups.queries.js'

const { groups } = routes

@Controller()
export class GroupsController {
  constructor(
    private readonly queries: GroupQueries,
    private readonly createGroup: CreateGroup,
    private readonly changeGroup: ChangeGroup,
    private readonly members: ChangeMembers,
  ) {}

  @Endpoint(groups.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof groups.list>) {
    return this.queries.list(caller, query)
  }

  @Endpoint(groups.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof groups.create>) {
    return this.queries.one(caller, await this.createGroup.run(caller, body))
  }

  @Endpoint(groups.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof groups.get>) {
    return this.queries.one(caller, params.groupId)
  }

  @Endpoint(groups.change)
  async change(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof groups.change>) {
    await this.changeGroup.run(caller, params.groupId, body, ifMatch)
    return this.queries.one(caller, params.groupId)
  }

  @Endpoint(groups.remove)
  async remove(@By() caller: Caller, @Input() { params, query }: InputOf<typeof groups.remove>) {
    await this.changeGroup.remove(caller, params.groupId, query.reason)
    return undefined
  }

  @Endpoint(groups.devices)
  devices(@By() caller: Caller, @Input() input: InputOf<typeof groups.devices>) {
    return this.queries.devices(caller, input)
  }

  @Endpoint(groups.add)
  async add(@By() caller: Caller, @Input() { params, body }: InputOf<typeof groups.add>) {
    await this.members.add(caller, params.groupId, body)
    return this.queries.one(caller, params.groupId)
  }

  @Endpoint(groups.take)
  async take(@By() caller: Caller, @Input() { params, body }: InputOf<typeof groups.take>) {
    await this.members.take(caller, params.groupId, body)
    return this.queries.one(caller, params.groupId)
  }
}
