import type { FeatureKey } from '../catalogue/feature.js'
import { featureNeededFor } from '../catalogue/feature-needed.js'
import { firmwareNeededFor } from '../catalogue/firmware-needed.js'
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

/** Why a device cannot have a value, whoever sets it. */
export type UnusableReason = 'feature-missing' | 'not-valid' | 'not-on-firmware'
export type BeatenReason = 'overridden' | 'locked' | UnusableReason
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
  /** What lost, from the narrowest layer to the broadest. */
  readonly beat: readonly BeatenValue[]
}

/** What a device is for the rules of configuration. */
export type ConfiguredFor = {
  readonly modelKey: string
  readonly features: readonly FeatureKey[]
  /** Null: it has not said. */
  readonly firmware?: string | null
}

export const DEFAULT_LAYER: LayerReference = { kind: 'default', id: 'default' }

/**
 * What a device should have. `layers` go from the broadest to the narrowest and later ones win, unless an earlier one
 * holds a lock. A value whose feature is not active falls back to the layer before it, and so does one the model or its
 * firmware does not take; a lock on such a value does not hold, or it would lock the key to something nobody chose. Keys
 * the model or its firmware lacks are left out.
 */
export function effectiveConfiguration(
  modelKey: string,
  layers: readonly Layer[],
  features: readonly FeatureKey[],
  firmware: string | null = null,
): readonly EffectiveValue[] {
  return concreteSettingsOf(modelKey)
    .map((setting) => effectiveValue(setting.concreteKey, decide(setting, layers, features, firmware)))
    .filter((value) => value !== null)
}

/**
 * The first layer that locks a key, among those above the one where a person wants to set it; with a device, the first
 * whose lock holds there.
 */
export function lockOn(
  layersAbove: readonly Layer[],
  key: string,
  device: ConfiguredFor | null = null,
): LayerReference | null {
  const layer = layersAbove.find((above) => above.locked.includes(key) && holds(above, key, device))
  return layer === undefined ? null : referenceTo(layer)
}

function holds(layer: Layer, key: string, device: ConfiguredFor | null): boolean {
  const value = ownValue(layer.values, key)
  if (value === null || device === null) return value !== null
  const setting = findSetting(device.modelKey, key)
  return setting !== undefined && whyUnusable(setting, value, device.features, device.firmware ?? null) === null
}

function referenceTo({ kind, id, profileId }: LayerReference): LayerReference {
  return profileId === undefined ? { kind, id } : { kind, id, profileId }
}

export type Candidate = { readonly layer: LayerReference; readonly value: SettingValue }
/** Everybody who set a key, broadest first, and who won. A loser without a reason of its own was overridden. */
export type Contest = {
  readonly candidates: readonly (Candidate & { readonly reason: BeatenReason | null })[]
  /** Its place among the candidates; -1 when nobody could win. */
  readonly winner: number
  readonly lockedBy: LayerReference | null
}

/** Lets the layers compete for one key. */
export function decide(
  setting: ConcreteSetting,
  layers: readonly Layer[],
  features: readonly FeatureKey[],
  firmware: string | null = null,
): Contest {
  const key = setting.concreteKey
  const candidates: (Candidate & { readonly reason: BeatenReason | null })[] = []
  if (setting.default !== null && firmwareNeededFor(setting, setting.default, firmware) === null)
    candidates.push({ layer: DEFAULT_LAYER, value: setting.default, reason: null })
  let winner = candidates.length - 1
  let lockedBy: LayerReference | null = null
  for (const layer of layers) {
    const value = layer.values[key]
    if (value === undefined) continue
    const reason: BeatenReason | null = lockedBy === null ? whyUnusable(setting, value, features, firmware) : 'locked'
    const reference = referenceTo(layer)
    candidates.push({ layer: reference, value, reason })
    if (reason !== null) continue
    winner = candidates.length - 1
    if (layer.locked.includes(key)) lockedBy = reference
  }
  return { candidates, winner, lockedBy }
}

function effectiveValue(key: string, { candidates, winner, lockedBy }: Contest): EffectiveValue | null {
  const won = candidates[winner]
  if (won === undefined) return null
  const beat = candidates
    .filter((candidate) => candidate !== won)
    .map(({ layer, value, reason }) => ({ layer, value, reason: reason ?? ('overridden' as const) }))
  return { key, value: won.value, layer: won.layer, lockedBy, beat: beat.reverse() }
}

function whyUnusable(
  setting: ConcreteSetting,
  value: SettingValue,
  features: readonly FeatureKey[],
  firmware: string | null,
): UnusableReason | null {
  if (firmwareNeededFor(setting, value, firmware) !== null) return 'not-on-firmware'
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
