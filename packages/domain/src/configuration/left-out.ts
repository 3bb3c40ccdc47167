import type { FeatureKey } from '../catalogue/feature.js'
import { featureNeededFor } from '../catalogue/feature-needed.js'
import type { FirmwareBounds } from '../catalogue/firmware.js'
import { firmwareNeededFor } from '../catalogue/firmware-needed.js'
import type { SettingValue } from '../catalogue/setting.js'
import { type ConcreteSetting, concreteSettingsOf } from '../catalogue/settings-of-model.js'
import { type ConfiguredFor, decide, type Layer, type LayerReference, type UnusableReason } from './effective.js'

export type LeftOutValue = {
  readonly key: string
  /** As the layer holds it, secrets too: hide them before anybody sees them. */
  readonly value: SettingValue
  readonly layer: LayerReference
  readonly reason: UnusableReason
  /** For `feature-missing`: which one. */
  readonly feature: FeatureKey | null
  /** For `not-on-firmware`: which has it. */
  readonly firmware?: FirmwareBounds
}

/**
 * What layers set and a device does not get, for its own sake: its model or its firmware does not take the value,
 * or a licence is missing. What loses to a narrower layer or to a lock is not left out, it is overruled; and a setting the model lacks
 * is none of its. In the order of the catalogue, the broadest layer first.
 */
export function leftOutValues(device: ConfiguredFor, layers: readonly Layer[]): readonly LeftOutValue[] {
  return concreteSettingsOf(device.modelKey).flatMap((setting) => unusableValues(setting, device, layers))
}

function unusableValues(
  setting: ConcreteSetting,
  device: ConfiguredFor,
  layers: readonly Layer[],
): readonly LeftOutValue[] {
  const { candidates, winner } = decide(setting, layers, device.features, device.firmware)
  return candidates.slice(winner + 1).flatMap(({ layer, value, reason }): readonly LeftOutValue[] => {
    if (reason === null || reason === 'overridden' || reason === 'locked') return []
    const left = { key: setting.concreteKey, value, layer, reason, feature: null }
    if (reason === 'feature-missing') return [{ ...left, feature: featureNeededFor(setting, value) }]
    const firmware = firmwareNeededFor(setting, value, device.firmware ?? null)
    return [firmware === null ? left : { ...left, firmware }]
  })
}
