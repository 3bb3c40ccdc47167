import type { FeatureKey } from '../catalogue/feature.js'
import { featureNeededFor } from '../catalogue/feature-needed.js'
import type { SettingValue } from '../catalogue/setting.js'
import { type ConcreteSetting, concreteSettingsOf, findSetting } from '../catalogue/settings-of-model.js'
import {
  type ConfiguredFor,
  decide,
  type Layer,
  type LayerReference,
  referenceTo,
  type UnusableReason,
} from './effective.js'

/** `not-on-model`: the device's model has no such setting. */
export type LeftOutReason = UnusableReason | 'not-on-model'

export type LeftOutValue = {
  readonly key: string
  /** As the layer holds it, secrets too: hide them before anybody sees them. */
  readonly value: SettingValue
  readonly layer: LayerReference
  readonly reason: LeftOutReason
  /** For `feature-missing`: which one. */
  readonly feature: FeatureKey | null
}

/**
 * What layers set and a device does not get, for its own sake: its model lacks the setting or does not take the value,
 * or a licence is missing. What loses to a narrower layer or to a lock is not left out, it is overruled. In the order of
 * the catalogue, broadest layer first; keys the model lacks come last.
 */
export function leftOutValues(device: ConfiguredFor, layers: readonly Layer[]): readonly LeftOutValue[] {
  const unusable = concreteSettingsOf(device.modelKey).flatMap((setting) => unusableValues(setting, device, layers))
  return [...unusable, ...strangers(device.modelKey, layers)]
}

function unusableValues(
  setting: ConcreteSetting,
  device: ConfiguredFor,
  layers: readonly Layer[],
): readonly LeftOutValue[] {
  const { candidates, winner } = decide(setting, layers, device.features)
  return candidates.slice(winner + 1).flatMap(({ layer, value, reason }): readonly LeftOutValue[] => {
    if (reason !== 'feature-missing' && reason !== 'not-valid') return []
    const feature = reason === 'feature-missing' ? featureNeededFor(setting, value) : null
    return [{ key: setting.concreteKey, value, layer, reason, feature }]
  })
}

function strangers(modelKey: string, layers: readonly Layer[]): readonly LeftOutValue[] {
  return layers.flatMap((layer) =>
    Object.entries(layer.values)
      .filter(([key]) => findSetting(modelKey, key) === undefined)
      .map(([key, value]) => ({
        key,
        value,
        layer: referenceTo(layer),
        reason: 'not-on-model' as const,
        feature: null,
      })),
  )
}
