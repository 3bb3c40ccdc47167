import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { DeviceQueries } from './devices.queries.js'
import { ReplaceDevice } from './replace-device.js'

const { deviceReplacements } = routes

@Controller()
export class DeviceReplacementsController {
  constructor(
    private readonly queries: DeviceQueries,
    private readonly replaceDevice: ReplaceDevice,
  ) {}

  @Endpoint(deviceReplacements.preview)
  preview(@By() caller: Caller, @Input() { params, body }: InputOf<typeof deviceReplacements.preview>) {
    return this.replaceDevice.preview(caller, params.deviceId, body)
  }

  @Endpoint(deviceReplacements.replace)
  async replace(@By() caller: Caller, @Input() input: InputOf<typeof deviceReplacements.replace>) {
    const { newId, claimCode } = await this.replaceDevice.run(caller, input)
    const { organizationId } = caller
    return {
      device: await this.queries.find(organizationId, newId),
      replaced: await this.queries.find(organizationId, input.params.deviceId),
      claimCode,
    }
  }
}
