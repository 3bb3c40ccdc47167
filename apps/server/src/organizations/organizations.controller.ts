import { routes } from '@maestro/contract'
import { Controller, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { streamLiveEvents } from '../platform/live/stream-live-events.js'
import { Platform } from '../platform/platform.js'
import { ChangeOrganization } from './change-organization.js'
import { OrganizationQueries } from './organizations.queries.js'
import { OverviewQueries } from './overview.queries.js'

@Controller()
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationQueries,
    private readonly overviews: OverviewQueries,
    private readonly changeOrganization: ChangeOrganization,
    private readonly platform: Platform,
  ) {}

  @Endpoint(routes.organizations.get)
  get(@By() caller: Caller) {
    return this.organizations.show(caller)
  }

  @Endpoint(routes.organizations.update)
  async update(@By() caller: Caller, @Input() { body, ifMatch }: InputOf<typeof routes.organizations.update>) {
    await this.changeOrganization.run(caller, body, ifMatch)
    return this.organizations.show(caller)
  }

  @Endpoint(routes.organizations.overview)
  overview(@By() caller: Caller) {
    return this.overviews.show(caller)
  }

  @Endpoint(routes.organizations.live)
  async live(@By() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    streamLiveEvents(this.platform.live, caller.organizationId, request, reply)
  }
}
