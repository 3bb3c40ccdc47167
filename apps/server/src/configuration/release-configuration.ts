import { applyChanges, type ConfigurationInput, type SettingValue, sameValue } from '@maestro/domain'
import { Injectable } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { Platform, type Transaction } from '../platform/platform.js'
import { loadConfigured, loadDeviceLayer, loadFormerValues, release, saveDeviceLayer } from './configuration.store.js'
import { isSecret } from './secrets.js'

export type ChangeMade = {
  readonly key: string
  readonly before: SettingValue | null
  readonly after: SettingValue | null
}

/** What deployments may ask of a device's configuration, in their own transaction. */
@Injectable()
export class ReleaseConfiguration {
  constructor(private readonly platform: Platform) {}

  /** The same values under a new number, so that a device looks at them afresh. */
  async again(tx: Transaction, organizationId: string, deviceId: string, deploymentId: string): Promise<number> {
    const { keyRing } = this.platform.settings
    const device = await loadConfigured(tx, deviceId, true)
    const { values } = await loadDeviceLayer(tx, keyRing, device.id)
    return release(tx, keyRing, { organizationId, device, values, deploymentId })
  }

  /** The values before a change, for each key that still has the change's value; secrets from the version before. */
  async putBack(tx: Transaction, caller: Caller, deviceId: string, changes: readonly ChangeMade[]): Promise<void> {
    const { keyRing } = this.platform.settings
    const { organizationId } = caller
    const device = await loadConfigured(tx, deviceId, true)
    const layer = await loadDeviceLayer(tx, keyRing, device.id)
    const former = await loadFormerValues(tx, keyRing, device.id, layer.version)
    const untouched = changes.filter(({ key, after }) => isSecret(key) || sameValue(layer.values[key] ?? null, after))
    const back: ConfigurationInput = Object.fromEntries(
      untouched.map(({ key, before }) => [key, isSecret(key) ? (former[key] ?? null) : before]),
    )
    const values = applyChanges(layer.values, back)
    await saveDeviceLayer(tx, keyRing, {
      organizationId,
      deviceId: device.id,
      version: layer.version + 1,
      values,
      changedBy: caller.actor,
      reason: null,
    })
    await release(tx, keyRing, { organizationId, device, values, deploymentId: null })
  }
}
