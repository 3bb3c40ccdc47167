import type { SettingValue } from '../catalogue/setting.js'
import { findSettingAnywhere } from '../catalogue/settings-of-model.js'
import type { ConfigurationInput, ConfigurationValues } from './changes.js'

export type ConfigurationChange = {
  readonly key: string
  /** Null: not set. */
  readonly before: SettingValue | null
  readonly after: SettingValue | null
  readonly restart: boolean
}

/** What differs between two sets of values, sorted by key. */
export function diffConfiguration(
  before: ConfigurationValues,
  after: ConfigurationValues,
): readonly ConfigurationChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return keys
    .map((key) => ({
      key,
      before: ownValue(before, key),
      after: ownValue(after, key),
      restart: findSettingAnywhere(key)?.restart ?? false,
    }))
    .filter((change) => !sameValue(change.before, change.after))
}

/** One layer's values after a change: null removes a key. */
export function applyChanges(values: ConfigurationValues, changes: ConfigurationInput): ConfigurationValues {
  const merged = { ...values, ...changes }
  return Object.fromEntries(
    Object.entries(merged).filter((entry): entry is [string, SettingValue] => entry[1] !== null),
  )
}

/** Keys come from devices too, and one of them may be called `constructor`. */
export function ownValue(values: ConfigurationValues, key: string): SettingValue | null {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null
}

/** Sets are equal whatever the order of their members. */
export function sameValue(left: SettingValue | null, right: SettingValue | null): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return left === right
  return left.length === right.length && left.every((member) => right.includes(member))
}
