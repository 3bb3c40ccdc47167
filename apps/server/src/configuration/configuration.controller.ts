import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeConfiguration } from './change-configuration.js'
import { ConfigurationQueries } from './configuration.queries.js'
import { PreviewChange } from './preview-change.js'
import { SettingPlaceQueries } from './setting-places.queries.js'

const { configuration } = routes

@Controller()
export class ConfigurationController {
  constructor(
    private readonly queries: ConfigurationQueries,
    private readonly places: SettingPlaceQueries,
    private readonly previewChange: PreviewChange,
    private readonly changeConfiguration: ChangeConfiguration,
  ) {}

  @Endpoint(configuration.get)
  get(@Input() { params }: InputOf<typeof configuration.get>) {
    return this.queries.ofDevice(params.organizationId, params.deviceId)
  }

  @Endpoint(configuration.ofRoom)
  ofRoom(@Input() { params }: InputOf<typeof configuration.ofRoom>) {
    return this.queries.ofRoom(params.organizationId, params.roomId)
  }

  @Endpoint(configuration.whereSet)
  whereSet(@Input() input: InputOf<typeof configuration.whereSet>) {
    return this.places.list(input.params.organizationId, input)
  }

  @Endpoint(configuration.preview)
  preview(@By() caller: Caller, @Input() input: InputOf<typeof configuration.preview>) {
    return this.previewChange.run(caller, input)
  }

  @Endpoint(configuration.change)
  change(@By() caller: Caller, @Input() input: InputOf<typeof configuration.change>) {
    return this.changeConfiguration.run(caller, input)
  }
}
