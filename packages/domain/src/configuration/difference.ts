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

/**
 * What a change makes of one layer's values. A secret that is written is always a change: whoever guesses one must not
 * learn by it whether the guess was right.
 */
export function changesMade(before: ConfigurationValues, asked: ConfigurationInput): readonly ConfigurationChange[] {
  return differenceWith(asked, before, applyChanges(before, asked))
}

/** What differs, and every secret that `asked` writes, if it is there afterwards. */
export function differenceWith(
  asked: ConfigurationInput,
  before: ConfigurationValues,
  after: ConfigurationValues,
): readonly ConfigurationChange[] {
  return diffConfiguration(withoutWritten(before, asked), after).map((change) => ({
    ...change,
    before: ownValue(before, change.key),
  }))
}

/** Values but for the secrets that are to be written. */
export function withoutWritten(values: ConfigurationValues, asked: ConfigurationInput): ConfigurationValues {
  const isWritten = (key: string) => (asked[key] ?? null) !== null && findSettingAnywhere(key)?.secret === true
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isWritten(key)))
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
