import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { AddMember } from './add-member.js'
import { ChangeMember } from './change-member.js'
import { MemberQueries } from './members.queries.js'
import { RemoveMember } from './remove-member.js'

@Controller()
export class PeopleController {
  constructor(
    private readonly members: MemberQueries,
    private readonly addMember: AddMember,
    private readonly changeMember: ChangeMember,
    private readonly removeMember: RemoveMember,
  ) {}

  @Endpoint(routes.people.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.people.list>) {
    return this.members.list(caller, query)
  }

  @Endpoint(routes.people.add)
  async add(@By() caller: Caller, @Input() { body }: InputOf<typeof routes.people.add>) {
    const { personId, password } = await this.addMember.run(caller, body)
    return { member: await this.members.one(caller, personId), password }
  }

  @Endpoint(routes.people.update)
  async update(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof routes.people.update>) {
    await this.changeMember.run(caller, params.personId, body.role, ifMatch)
    return this.members.one(caller, params.personId)
  }

  @Endpoint(routes.people.remove)
  async remove(@By() caller: Caller, @Input() { params, ifMatch }: InputOf<typeof routes.people.remove>) {
    await this.removeMember.run(caller, params.personId, ifMatch)
    return undefined
  }
}
