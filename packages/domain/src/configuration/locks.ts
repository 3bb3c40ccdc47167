import type { ConfigurationError, ConfigurationInput, ConfigurationValues } from './changes.js'
import { ownValue, sameValue } from './difference.js'
import { type ConfiguredFor, type Layer, lockOn } from './effective.js'

/**
 * The changes that layers above hold a lock on, as errors that name key, profile and scope by their ids; whoever knows
 * names adds `profile` and `scope` for the sentence. A null is no error: a value that a lock beats can always be taken
 * away. For the layer of a single device pass that device, since a lock holds only where its value does.
 */
export function lockedAbove(
  layersAbove: readonly Layer[],
  changes: ConfigurationInput,
  device: ConfiguredFor | null = null,
): readonly ConfigurationError[] {
  return Object.entries(changes).flatMap(([key, value]): readonly ConfigurationError[] => {
    const lock = value === null ? null : lockOn(layersAbove, key, device)
    if (lock === null) return []
    const params = { key, profileId: lock.profileId ?? null, layerKind: lock.kind, scopeId: lock.id }
    return [{ key, code: 'configuration.locked', params }]
  })
}

/** What a profile holds, as far as locks are concerned. */
export type LockableValues = { readonly values: ConfigurationValues; readonly locked: readonly string[] }

/** The keys, sorted, whose lock is set or lifted, or whose value changes under a lock: these need `configuration.lock`. */
export function touchesLock(before: LockableValues, after: LockableValues): readonly string[] {
  const keys = [...new Set([...before.locked, ...after.locked])].sort()
  return keys.filter((key) => {
    if (before.locked.includes(key) !== after.locked.includes(key)) return true
    return !sameValue(ownValue(before.values, key), ownValue(after.values, key))
  })
}
