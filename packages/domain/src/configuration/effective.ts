import type { FeatureKey } from '../catalogue/feature.js'
import { featureNeededFor } from '../catalogue/feature-needed.js'
import type { LayerKind, SettingValue } from '../catalogue/setting.js'
import { type ConcreteSetting, concreteSettingsOf, findSetting } from '../catalogue/settings-of-model.js'
import type { ConfigurationValues } from './changes.js'
import { ownValue } from './difference.js'
import { checkValue } from './value.js'

/** Where a value comes from: the scope and, unless it is the device's own layer or a default, the profile. */
export type LayerReference = { readonly kind: LayerKind; readonly id: string; readonly profileId?: string }

export type Layer = LayerReference & {
  readonly values: ConfigurationValues
  /** Keys this layer locks: no later layer can override them. */
  readonly locked: readonly string[]
}

export type BeatenReason = 'overridden' | 'locked' | 'feature-missing' | 'not-valid'
export type BeatenValue = {
  readonly layer: LayerReference
  readonly value: SettingValue
  readonly reason: BeatenReason
}

export type EffectiveValue = {
  readonly key: string
  readonly value: SettingValue
  readonly layer: LayerReference
  readonly lockedBy: LayerReference | null
  /** What lost, from the layer nearest to the winner to the one furthest from it. */
  readonly beat: readonly BeatenValue[]
}

export const DEFAULT_LAYER: LayerReference = { kind: 'default', id: 'default' }

/**
 * What a device should have. `layers` go from the broadest to the narrowest and later ones win, unless an earlier one
 * holds a lock. A value whose feature is not active falls back to the layer before it, and so does one the model does
 * not take; a lock on such a value does not hold, or it would lock the key to something nobody chose. Keys the model
 * lacks are left out.
 */
export function effectiveConfiguration(
  modelKey: string,
  layers: readonly Layer[],
  features: readonly FeatureKey[],
): readonly EffectiveValue[] {
  return concreteSettingsOf(modelKey)
    .map((setting) => decideValue(setting, layers, features))
    .filter((value) => value !== null)
}

/** The device a lock is asked for. */
export type LockedFor = { readonly modelKey: string; readonly features: readonly FeatureKey[] }

/**
 * The first layer that locks a key, among those above the one where a person wants to set it; with a device, the first
 * whose lock holds there.
 */
export function lockOn(
  layersAbove: readonly Layer[],
  key: string,
  device: LockedFor | null = null,
): LayerReference | null {
  const layer = layersAbove.find((above) => above.locked.includes(key) && holds(above, key, device))
  return layer === undefined ? null : referenceTo(layer)
}

function holds(layer: Layer, key: string, device: LockedFor | null): boolean {
  const value = ownValue(layer.values, key)
  if (value === null || device === null) return value !== null
  const setting = findSetting(device.modelKey, key)
  return setting !== undefined && unusable(setting, device.features, value) === null
}

function referenceTo({ kind, id, profileId }: LayerReference): LayerReference {
  return profileId === undefined ? { kind, id } : { kind, id, profileId }
}

type Candidate = { readonly layer: LayerReference; readonly value: SettingValue }
type Standing = { winner: Candidate | null; lockedBy: LayerReference | null; beat: BeatenValue[] }

function decideValue(
  setting: ConcreteSetting,
  layers: readonly Layer[],
  features: readonly FeatureKey[],
): EffectiveValue | null {
  const key = setting.concreteKey
  const standing: Standing = { winner: null, lockedBy: null, beat: [] }
  if (setting.default !== null) standing.winner = { layer: DEFAULT_LAYER, value: setting.default }
  for (const layer of layers) {
    const value = layer.values[key]
    if (value === undefined) continue
    const candidate = { layer: referenceTo(layer), value }
    const won = consider(standing, setting, features, candidate)
    if (won && layer.locked.includes(key)) standing.lockedBy = candidate.layer
  }
  const { winner, lockedBy, beat } = standing
  return winner === null ? null : { key, value: winner.value, layer: winner.layer, lockedBy, beat: beat.reverse() }
}

function consider(
  standing: Standing,
  setting: ConcreteSetting,
  features: readonly FeatureKey[],
  candidate: Candidate,
): boolean {
  const reason = standing.lockedBy === null ? unusable(setting, features, candidate.value) : 'locked'
  if (reason !== null) {
    standing.beat.push({ ...candidate, reason })
    return false
  }
  if (standing.winner !== null) standing.beat.push({ ...standing.winner, reason: 'overridden' })
  standing.winner = candidate
  return true
}

/** Why this device cannot have a value, whoever sets it. */
function unusable(
  setting: ConcreteSetting,
  features: readonly FeatureKey[],
  value: SettingValue,
): 'not-valid' | 'feature-missing' | null {
  if (checkValue(setting, value) !== null) return 'not-valid'
  const feature = featureNeededFor(setting, value)
  return feature === null || features.includes(feature) ? null : 'feature-missing'
}

/** All values, defaults included. */
export function valuesInEffect(effective: readonly EffectiveValue[]): ConfigurationValues {
  return Object.fromEntries(effective.map(({ key, value }) => [key, value]))
}

/** The values a layer set: what a device is told. What nobody set is left to the device's own default. */
export function valuesSet(effective: readonly EffectiveValue[]): ConfigurationValues {
  return valuesInEffect(effective.filter(({ layer }) => layer.kind !== 'default'))
}
