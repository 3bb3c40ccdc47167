import { firmwareNeededFor } from '../catalogue/firmware-needed.js'
import type { SettingValue } from '../catalogue/setting.js'
import type { ConcreteSetting } from '../catalogue/settings-of-model.js'
import type { ConfigurationValues } from './changes.js'
import { ownValue, sameValue } from './difference.js'

export const DRIFT_CAUSES = ['changed-on-device', 'failed-push', 'dropped-by-firmware'] as const
export type DriftCause = (typeof DRIFT_CAUSES)[number]

export type Drift = {
  readonly key: string
  readonly wanted: SettingValue
  /** Null: the device does not report the key. */
  readonly reported: SettingValue | null
  /** The likely one: nobody watched it happen. */
  readonly cause: DriftCause
}

export type DriftFacts = {
  /** What layers set and was released to the device: what nobody set cannot drift. */
  readonly wanted: ConfigurationValues
  readonly reported: ConfigurationValues
  /** What the device runs; null: it has not said. What it lacks there cannot drift. */
  readonly firmware: string | null
  /** Since the released configuration was applied. */
  readonly firmwareChanged: boolean
  /** The last push failed, in whole or in part. */
  readonly lastFailed: boolean
  /** Of the device's model. */
  readonly settings: readonly ConcreteSetting[]
}

/**
 * Where a device is not what it should be, sorted by key. Secrets are never compared, since devices do not tell them.
 * A key a device is silent about counts only when that says something: its firmware changed, or it reports others of the
 * keys it was given.
 */
export function driftOf(facts: DriftFacts): readonly Drift[] {
  const comparable = facts.settings
    .filter((setting) => !setting.secret && Object.hasOwn(facts.wanted, setting.concreteKey))
    .filter(
      (setting) => firmwareNeededFor(setting, ownValue(facts.wanted, setting.concreteKey), facts.firmware) === null,
    )
    .map((setting) => setting.concreteKey)
    .sort()
  const speaks = comparable.some((key) => Object.hasOwn(facts.reported, key))
  return comparable.flatMap((key): readonly Drift[] => {
    const wanted = ownValue(facts.wanted, key)
    const reported = ownValue(facts.reported, key)
    if (wanted === null || sameValue(wanted, reported)) return []
    const cause = reported === null ? causeOfSilence(facts, speaks) : causeOfDifference(facts)
    return cause === null ? [] : [{ key, wanted, reported, cause }]
  })
}

function causeOfDifference({ lastFailed }: DriftFacts): DriftCause {
  return lastFailed ? 'failed-push' : 'changed-on-device'
}

function causeOfSilence({ firmwareChanged, lastFailed }: DriftFacts, speaks: boolean): DriftCause | null {
  if (firmwareChanged) return 'dropped-by-firmware'
  if (!speaks) return null
  return lastFailed ? 'failed-push' : 'dropped-by-firmware'
}
