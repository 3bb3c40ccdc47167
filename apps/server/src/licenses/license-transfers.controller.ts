import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import { DeviceQueries } from '../devices/devices.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { TransferLicense } from './transfer-license.js'
import { UnconfirmedReleaseQueries } from './unconfirmed-releases.queries.js'

const { licenseTransfers } = routes

@Controller()
export class LicenseTransfersController {
  constructor(
    private readonly devices: DeviceQueries,
    private readonly releases: UnconfirmedReleaseQueries,
    private readonly transferLicense: TransferLicense,
  ) {}

  @Endpoint(licenseTransfers.transfer)
  async transfer(@By() caller: Caller, @Input() input: InputOf<typeof licenseTransfers.transfer>) {
    await this.transferLicense.run(caller, input)
    const [from, to] = await Promise.all(
      [input.params.deviceId, input.body.toDeviceId].map((id) => this.devices.find(caller.organizationId, id)),
    )
    return { from, to } as { from: NonNullable<typeof from>; to: NonNullable<typeof to> }
  }

  @Endpoint(licenseTransfers.unconfirmed)
  unconfirmed(@By() caller: Caller, @Input() { query }: InputOf<typeof licenseTransfers.unconfirmed>) {
    return this.releases.list(caller.organizationId, query)
  }
}
