import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ChangeDevice } from './change-device.js'
import { CreateDevice } from './create-device.js'
import { DeviceQueries } from './devices.queries.js'
import { IssueClaimCode } from './issue-claim-code.js'
import { RecordRegistration } from './record-registration.js'
import { RetireDevice } from './retire-device.js'

const { devices } = routes

@Controller()
export class DevicesController {
  constructor(
    private readonly queries: DeviceQueries,
    private readonly createDevice: CreateDevice,
    private readonly changeDevice: ChangeDevice,
    private readonly recordDeviceRegistration: RecordRegistration,
    private readonly issueClaimCode: IssueClaimCode,
    private readonly retireDevice: RetireDevice,
  ) {}

  @Endpoint(devices.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof devices.list>) {
    return this.queries.list(caller.organizationId, query)
  }

  @Endpoint(devices.facets)
  facets(@By() caller: Caller) {
    return this.queries.facets(caller.organizationId)
  }

  @Endpoint(devices.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof devices.get>) {
    return this.queries.find(caller.organizationId, params.deviceId)
  }

  @Endpoint(devices.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof devices.create>) {
    return this.queries.find(caller.organizationId, await this.createDevice.run(caller, body))
  }

  @Endpoint(devices.update)
  async update(@By() caller: Caller, @Input() input: InputOf<typeof devices.update>) {
    await this.changeDevice.run(caller, input)
    return this.queries.find(caller.organizationId, input.params.deviceId)
  }

  @Endpoint(devices.recordRegistration)
  async recordRegistration(@By() caller: Caller, @Input() input: InputOf<typeof devices.recordRegistration>) {
    await this.recordDeviceRegistration.run(caller, input)
    return this.queries.find(caller.organizationId, input.params.deviceId)
  }

  @Endpoint(devices.claimCode)
  claimCode(@By() caller: Caller, @Input() { params }: InputOf<typeof devices.claimCode>) {
    return this.issueClaimCode.run(caller, params.deviceId)
  }

  @Endpoint(devices.retire)
  async retire(@By() caller: Caller, @Input() input: InputOf<typeof devices.retire>) {
    await this.retireDevice.run(caller, input)
    return this.queries.find(caller.organizationId, input.params.deviceId)
  }
}
