import { firmwareNeededFor } from '../catalogue/firmware-needed.js'
import { findSetting } from '../catalogue/settings-of-model.js'
import type { ConfigurationValues } from './changes.js'
import type { Layer } from './effective.js'

/**
 * Layers as they were previewed for a model on firmware `seen`, without what was left out there. A device that runs newer
 * firmware meanwhile gets the rest once somebody has seen that too.
 */
export function layersSeenOn(modelKey: string, seen: string | null, layers: readonly Layer[]): readonly Layer[] {
  if (seen === null) return layers
  return layers.map((layer) => {
    const unseen = Object.keys(layer.values).filter((key) => isUnseen(modelKey, seen, key, layer.values))
    if (unseen.length === 0) return layer
    const values = Object.entries(layer.values).filter(([key]) => !unseen.includes(key))
    return { ...layer, values: Object.fromEntries(values) }
  })
}

function isUnseen(modelKey: string, seen: string, key: string, values: ConfigurationValues): boolean {
  const setting = findSetting(modelKey, key)
  return setting !== undefined && firmwareNeededFor(setting, values[key] ?? null, seen) !== null
}
