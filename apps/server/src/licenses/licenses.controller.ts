import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import { DeviceQueries } from '../devices/devices.queries.js'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { Refused } from '../platform/http/refused.js'
import { ActivateLicense } from './activate-license.js'
import { CreatePool } from './create-pool.js'
import { IssueKey } from './issue-key.js'
import { LicenseKeyGuesses } from './license-key-guesses.store.js'
import { LicenseKeyQueries } from './license-keys.queries.js'
import { LicensePoolQueries } from './license-pools.queries.js'
import { ReleaseFeatures } from './release-features.js'

const { licenses } = routes

@Controller()
export class LicensesController {
  constructor(
    private readonly poolQueries: LicensePoolQueries,
    private readonly keyQueries: LicenseKeyQueries,
    private readonly guesses: LicenseKeyGuesses,
    private readonly devices: DeviceQueries,
    private readonly createLicensePool: CreatePool,
    private readonly issueLicenseKey: IssueKey,
    private readonly activateLicense: ActivateLicense,
    private readonly releaseFeatures: ReleaseFeatures,
  ) {}

  @Endpoint(licenses.pools)
  pools(@By() caller: Caller, @Input() { query }: InputOf<typeof licenses.pools>) {
    return this.poolQueries.list(caller.organizationId, query)
  }

  @Endpoint(licenses.createPool)
  createPool(@By() caller: Caller, @Input() input: InputOf<typeof licenses.createPool>) {
    return this.createLicensePool.run(caller, input)
  }

  @Endpoint(licenses.keys)
  keys(@By() caller: Caller, @Input() { query }: InputOf<typeof licenses.keys>) {
    return this.keyQueries.list(caller.organizationId, query)
  }

  @Endpoint(licenses.issueKey)
  issueKey(@By() caller: Caller, @Input() input: InputOf<typeof licenses.issueKey>) {
    return this.issueLicenseKey.run(caller, input)
  }

  @Endpoint(licenses.activate)
  async activate(@By() caller: Caller, @Input() { params, body }: InputOf<typeof licenses.activate>) {
    if ('key' in body && 'featureKey' in body) throw new Refused('license.key-and-feature')
    const act = () => this.activateLicense.run(caller, params.deviceId, body)
    const result = await ('key' in body ? this.guesses.during(caller, body.key, act) : act())
    return { ...result, device: await this.devices.find(caller.organizationId, params.deviceId) }
  }

  @Endpoint(licenses.release)
  async release(@By() caller: Caller, @Input() { params }: InputOf<typeof licenses.release>) {
    await this.releaseFeatures.one(caller, params.deviceId, params.featureKey)
    return this.devices.find(caller.organizationId, params.deviceId)
  }
}
