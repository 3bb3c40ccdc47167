import {
  type ConfigurationValues,
  canonicalize,
  effectiveConfiguration,
  type FeatureKey,
  type FirmwareBounds,
  type Layer,
  leftOutValues,
  toDocument,
  type UnusableReason,
  valuesSet,
} from '@maestro/domain'
import { type KeyRing, lookupHash } from '../platform/keys.js'
import type { Platform } from '../platform/platform.js'
import { PinnedProfiles } from './pinned-profiles.queries.js'
import { RecentlyUsed } from './recently-used.js'

const RESULTS_KEPT = 2_000

export type LeftOut = {
  readonly key: string
  readonly reason: UnusableReason
  readonly feature: string | null
  /** For `not-on-firmware`: which has it. */
  readonly firmware?: FirmwareBounds
}

/** What layers come to on a device of a model with some features and some firmware. */
export type ResultInEffect = {
  /** The values a layer set, secrets opened. */
  readonly values: ConfigurationValues
  readonly hash: string
  readonly leftOut: readonly LeftOut[]
}

type Configured = {
  readonly modelKey: string
  readonly features: readonly FeatureKey[]
  readonly firmware: string | null
}

/** Remembers what whole stacks come to: most devices of a fleet share theirs with many others. */
export class ResultsInEffect {
  private readonly known = new RecentlyUsed<ResultInEffect>(RESULTS_KEPT)
  readonly profiles: PinnedProfiles

  constructor(private readonly keyRing: KeyRing) {
    this.profiles = new PinnedProfiles(keyRing)
  }

  /**
   * @param content what the layers hold, and the step of the firmware, in one text: whatever else a device runs, the model
   * has the same settings. Null: not worth remembering
   */
  of(device: Configured, content: string | null, layers: () => readonly Layer[]): ResultInEffect {
    if (content === null) return this.work(device, layers())
    const key = `${device.modelKey} ${device.features.join(',')} ${content}`
    return this.known.get(key) ?? this.known.set(key, this.work(device, layers()))
  }

  get size(): number {
    return this.known.size
  }

  private work(device: Configured, layers: readonly Layer[]): ResultInEffect {
    const { modelKey, features, firmware } = device
    const values = valuesSet(effectiveConfiguration(modelKey, layers, features, firmware))
    return { values, hash: hashOfValues(this.keyRing, values), leftOut: leftOutOf(device, layers) }
  }
}

/** Keyed, because the document holds secrets, short ones among them, and people see the hash. */
export function hashOfValues(keyRing: KeyRing, values: ConfigurationValues): string {
  return lookupHash(keyRing, 'released-configuration', canonicalize(toDocument(values)))
}

function leftOutOf(device: Configured, layers: readonly Layer[]): readonly LeftOut[] {
  const found = leftOutValues(device, layers)
  return [...new Map(found.map(({ value: _, layer: __, ...left }) => [left.key, left])).values()]
}

const ofPlatforms = new WeakMap<Platform, ResultsInEffect>()

/** One memory for a process, whoever asks. */
export function resultsInEffect(platform: Platform): ResultsInEffect {
  const known = ofPlatforms.get(platform)
  if (known) return known
  const fresh = new ResultsInEffect(platform.settings.keyRing)
  ofPlatforms.set(platform, fresh)
  return fresh
}
