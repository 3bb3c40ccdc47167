import { DEVICE_MODELS } from '../catalogue/device-models.js'
import { LAYER_KINDS, type LayerKind, type Setting, type SettingValue } from '../catalogue/setting.js'
import { type ConcreteSetting, findSetting, findSettingAnywhere } from '../catalogue/settings-of-model.js'
import type { ConfigurationError, ConfigurationInput, ConfigurationValues } from './changes.js'
import { checkValue, type ValueError } from './value.js'

/**
 * What is wrong with the values of a profile. It belongs to no model: each key must exist on at least one model, its
 * value be valid on at least one, and every scope the profile is assigned to narrow enough for it. One error per key,
 * the most basic first. A null takes a value away, which is never wrong.
 */
export function validateProfile(
  values: ConfigurationInput,
  assigned: { readonly scopes: readonly LayerKind[] },
): readonly ConfigurationError[] {
  const broadest = LAYER_KINDS.find((kind) => assigned.scopes.includes(kind)) ?? null
  return Object.entries(values)
    .map(([key, value]) => (value === null ? null : checkProfileValue(broadest, key, value)))
    .filter((error) => error !== null)
}

/** A lock guards a value: the locked keys for which the profile has none. */
export function validateLocked(locked: readonly string[], values: ConfigurationValues): readonly ConfigurationError[] {
  return [...new Set(locked)]
    .filter((key) => !Object.hasOwn(values, key))
    .map((key) => ({ key, code: 'configuration.lock-without-value', params: {} }))
}

export type ModelsLacking = { readonly key: string; readonly models: readonly string[] }

/**
 * The keys that some models lack, with those models: to be known, not an error. Only models on the device link count:
 * the others are never told anything.
 */
export function modelsLacking(values: ConfigurationInput): readonly ModelsLacking[] {
  const models = DEVICE_MODELS.filter(({ management }) => management === 'linked').map(({ key }) => key)
  return Object.keys(values)
    .map((key) => ({ key, models: models.filter((model) => findSetting(model, key) === undefined) }))
    .filter((lacking) => lacking.models.length > 0)
}

function checkProfileValue(broadest: LayerKind | null, key: string, value: SettingValue): ConfigurationError | null {
  const setting = findSettingAnywhere(key)
  if (setting === undefined) return { key, code: 'configuration.unknown-key', params: {} }
  const variants = variantsOf(key)
  if (variants.length === 0) return { key, code: 'configuration.no-model-has', params: {} }
  if (broadest !== null && LAYER_KINDS.indexOf(broadest) < LAYER_KINDS.indexOf(setting.broadestLayer)) {
    const params = { layer: broadest, broadestLayer: setting.broadestLayer }
    return { key, code: 'configuration.layer-too-broad', params }
  }
  const wrong = valueNoModelAccepts(setting, variants, value)
  return wrong === null ? null : { key, ...wrong }
}

function variantsOf(key: string): readonly ConcreteSetting[] {
  return DEVICE_MODELS.map((model) => findSetting(model.key, key)).filter((setting) => setting !== undefined)
}

/** Judged against all that is possible on any model first, so that the answer names every value there is. */
function valueNoModelAccepts(
  setting: Setting,
  variants: readonly ConcreteSetting[],
  value: SettingValue,
): ValueError | null {
  const values = setting.values?.filter((member) => variants.some((variant) => variant.values?.includes(member)))
  const wrong = checkValue({ ...setting, values: values ?? null }, value)
  if (wrong !== null) return wrong
  const answers = variants.map((variant) => checkValue(variant, value))
  return answers.includes(null) ? null : (answers[0] ?? null)
}
