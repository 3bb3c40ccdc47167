import { findFeature } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import { actorOf } from '../audit/audit.js'
import { requireNoRule } from '../license-rules/require-no-rule.js'
import type { Caller } from '../platform/http/caller.js'
import { Refused } from '../platform/http/refused.js'
import { Platform, type Transaction } from '../platform/platform.js'
import type { ReleaseCause } from './activations.store.js'
import { loadDeviceForLicense } from './licensed-device.js'
import { PlanLicenses } from './plan-licenses.js'
import { ReleaseDevices } from './release-devices.js'
import { requireNoTrial } from './require-no-trial.js'

/** Takes features off one device; their units are free again at once. */
@Injectable()
export class ReleaseFeatures {
  constructor(
    private readonly platform: Platform,
    private readonly release: ReleaseDevices,
    private readonly plan: PlanLicenses,
  ) {}

  async one(caller: Caller, deviceId: string, featureKey: string): Promise<void> {
    const { organizationId } = caller
    const name = findFeature(featureKey)?.name[caller.language] ?? featureKey
    const planned = await this.platform.transactionAgain(async (tx) => {
      const device = await loadDeviceForLicense(tx, organizationId, deviceId)
      await requireNoTrial(tx, device, { key: featureKey, name })
      const wish = { deviceIds: [deviceId], featureKey, cause: 'released' as const }
      const changes = await this.release.run(tx, actorOf(caller), organizationId, wish)
      if (changes.length === 0) throw new Refused('license.not-active', { feature: name })
      await requireNoRule(tx, organizationId, device, { key: featureKey, name })
      return this.plan.plan(tx, actorOf(caller), organizationId, changes, null)
    })
    this.platform.live.publish(organizationId, 'device', [deviceId])
    this.platform.live.publish(organizationId, 'license', [])
    await this.plan.announce(planned)
  }

  /** All of a device, in the transaction of whoever retires it. It hears nothing of it: nobody speaks to it any more. */
  async ofDevice(
    tx: Transaction,
    caller: Caller,
    device: { readonly id: string },
    cause: ReleaseCause,
  ): Promise<string[]> {
    const wish = { deviceIds: [device.id], featureKey: null, cause }
    const released = await this.release.run(tx, actorOf(caller), caller.organizationId, wish)
    return released.map(({ feature }) => feature).sort()
  }
}
