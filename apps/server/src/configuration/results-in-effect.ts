import {
  type ConfigurationValues,
  canonicalize,
  effectiveConfiguration,
  type FeatureKey,
  type Layer,
  leftOutValues,
  toDocument,
  valuesSet,
} from '@maestro/domain'
import { type KeyRing, lookupHash } from '../platform/keys.js'
import type { Platform } from '../platform/platform.js'
import { PinnedProfiles } from './pinned-profiles.queries.js'
import { RecentlyUsed } from './recently-used.js'

const RESULTS_KEPT = 2_000

export type LeftOut = {
  readonly key: string
  readonly reason: 'feature-missing' | 'not-valid'
  readonly feature: string | null
}

/** What layers come to on a device of a model with some features. */
export type ResultInEffect = {
  /** The values a layer set, secrets opened. */
  readonly values: ConfigurationValues
  readonly hash: string
  readonly leftOut: readonly LeftOut[]
}

/** Remembers what whole stacks come to: most devices of a fleet share theirs with many others. */
export class ResultsInEffect {
  private readonly known = new RecentlyUsed<ResultInEffect>(RESULTS_KEPT)
  readonly profiles: PinnedProfiles

  constructor(private readonly keyRing: KeyRing) {
    this.profiles = new PinnedProfiles(keyRing)
  }

  /** @param content what the layers hold, in one text; null: not worth remembering */
  of(
    modelKey: string,
    features: readonly FeatureKey[],
    content: string | null,
    layers: () => readonly Layer[],
  ): ResultInEffect {
    if (content === null) return this.work(modelKey, features, layers())
    const key = `${modelKey} ${features.join(',')} ${content}`
    return this.known.get(key) ?? this.known.set(key, this.work(modelKey, features, layers()))
  }

  private work(modelKey: string, features: readonly FeatureKey[], layers: readonly Layer[]): ResultInEffect {
    const values = valuesSet(effectiveConfiguration(modelKey, layers, features))
    return { values, hash: hashOfValues(this.keyRing, values), leftOut: leftOutOf(modelKey, features, layers) }
  }
}

/** Keyed, because the document holds secrets, short ones among them, and people see the hash. */
export function hashOfValues(keyRing: KeyRing, values: ConfigurationValues): string {
  return lookupHash(keyRing, 'released-configuration', canonicalize(toDocument(values)))
}

function leftOutOf(modelKey: string, features: readonly FeatureKey[], layers: readonly Layer[]): readonly LeftOut[] {
  const found = leftOutValues({ modelKey, features }, layers)
  return [...new Map(found.map(({ key, reason, feature }) => [key, { key, reason, feature }])).values()]
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
