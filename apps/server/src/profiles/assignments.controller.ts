import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { AssignProfile } from './assign-profile.js'
import { AssignmentQueries } from './assignments.queries.js'
import { ChangeAssignment } from './change-assignment.js'

const { assignments } = routes

@Controller()
export class AssignmentsController {
  constructor(
    private readonly queries: AssignmentQueries,
    private readonly assign: AssignProfile,
    private readonly changeAssignment: ChangeAssignment,
  ) {}

  @Endpoint(assignments.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof assignments.list>) {
    return this.queries.list(caller, query)
  }

  @Endpoint(assignments.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof assignments.create>) {
    return this.queries.one(caller, await this.assign.run(caller, body))
  }

  @Endpoint(assignments.change)
  async change(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof assignments.change>) {
    await this.changeAssignment.run(caller, params.assignmentId, body, ifMatch)
    return this.queries.one(caller, params.assignmentId)
  }

  @Endpoint(assignments.remove)
  async remove(@By() caller: Caller, @Input() { params, query }: InputOf<typeof assignments.remove>) {
    await this.changeAssignment.remove(caller, params.assignmentId, query.reason)
    return undefined
  }
}
