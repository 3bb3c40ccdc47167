import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeLocation } from './change-location.js'
import { CreateLocation } from './create-location.js'
import { LocationQueries } from './locations.queries.js'
import { RemoveLocation } from './remove-location.js'

@Controller()
export class LocationsController {
  constructor(
    private readonly locations: LocationQueries,
    private readonly createLocation: CreateLocation,
    private readonly changeLocation: ChangeLocation,
    private readonly removeLocation: RemoveLocation,
  ) {}

  @Endpoint(routes.locations.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof routes.locations.list>) {
    return this.locations.list(caller, query)
  }

  @Endpoint(routes.locations.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof routes.locations.create>) {
    return this.locations.one(caller, await this.createLocation.run(caller, body))
  }

  @Endpoint(routes.locations.update)
  async update(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof routes.locations.update>) {
    await this.changeLocation.run(caller, params.locationId, body, ifMatch)
    return this.locations.one(caller, params.locationId)
  }

  @Endpoint(routes.locations.remove)
  async remove(@By() caller: Caller, @Input() { params, ifMatch }: InputOf<typeof routes.locations.remove>) {
    await this.removeLocation.run(caller, params.locationId, ifMatch)
    return undefined
  }
}
