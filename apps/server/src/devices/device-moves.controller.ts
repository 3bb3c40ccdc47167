import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { DeviceQueries } from './devices.queries.js'
import { MoveDevice } from './move-device.js'

const { deviceMoves } = routes

@Controller()
export class DeviceMovesController {
  constructor(
    private readonly queries: DeviceQueries,
    private readonly moveDevice: MoveDevice,
  ) {}

  @Endpoint(deviceMoves.preview)
  preview(@By() caller: Caller, @Input() { params, body }: InputOf<typeof deviceMoves.preview>) {
    return this.moveDevice.preview(caller, params.deviceId, body.toOrganizationId)
  }

  @Endpoint(deviceMoves.move)
  async move(@By() caller: Caller, @Input() input: InputOf<typeof deviceMoves.move>) {
    const { moved, claimCode } = await this.moveDevice.run(caller, input)
    return { retired: await this.queries.find(caller.organizationId, input.params.deviceId), moved, claimCode }
  }
}
