import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { LicenseFileQueries } from './license-files.queries.js'
import { RotateSigningKey } from './rotate-signing-key.js'

const { licenseFiles } = routes

@Controller()
export class LicenseFilesController {
  constructor(
    private readonly queries: LicenseFileQueries,
    private readonly rotate: RotateSigningKey,
  ) {}

  @Endpoint(licenseFiles.newest)
  newest(@By() caller: Caller, @Input() { params }: InputOf<typeof licenseFiles.newest>) {
    return this.queries.newest(caller.organizationId, params.deviceId)
  }

  @Endpoint(licenseFiles.ofDevice)
  ofDevice(@By() caller: Caller, @Input() { params, query }: InputOf<typeof licenseFiles.ofDevice>) {
    return this.queries.ofDevice(caller.organizationId, params.deviceId, query)
  }

  @Endpoint(licenseFiles.signingKeys)
  signingKeys(@By() caller: Caller) {
    return this.rotate.list(caller)
  }

  @Endpoint(licenseFiles.rotateSigningKey)
  rotateSigningKey(@By() caller: Caller) {
    return this.rotate.run(caller)
  }
}
