import { findModel } from '../catalogue/device-models.js'
import type { FeatureKey } from '../catalogue/feature.js'
import { featureNeededFor } from '../catalogue/feature-needed.js'
import { isOnFirmware } from '../catalogue/firmware.js'
import { firmwareNeededFor } from '../catalogue/firmware-needed.js'
import { LAYER_KINDS, type LayerKind, type SettingValue } from '../catalogue/setting.js'
import { type ConcreteSetting, findSetting, findSettingAnywhere } from '../catalogue/settings-of-model.js'
import type { RefusalParams } from '../decision.js'
import { checkValue, type ValueErrorCode } from './value.js'

/** Flat, dotted keys; null takes a value back to what it would be without this layer. */
export type ConfigurationValues = Readonly<Record<string, SettingValue>>
export type ConfigurationInput = Readonly<Record<string, SettingValue | null>>

export type ConfigurationErrorCode =
  | 'configuration.unknown-key'
  | 'configuration.model-lacks-setting'
  | 'configuration.firmware-too-old'
  | 'configuration.firmware-too-new'
  | 'configuration.layer-too-broad'
  | 'configuration.feature-missing'
  | 'configuration.value-required'
  | 'configuration.no-model-has'
  | 'configuration.locked'
  | 'configuration.lock-without-value'
  | ValueErrorCode

export type ConfigurationError = {
  readonly key: string
  readonly code: ConfigurationErrorCode
  readonly params: RefusalParams
  /** For `configuration.feature-missing`: which one. */
  readonly feature?: FeatureKey
}

export type ChangesDecision =
  | { readonly ok: true; readonly changes: ConfigurationInput }
  | { readonly ok: false; readonly errors: readonly ConfigurationError[] }

/**
 * Checks every key before anything is saved or sent; one error per key, the most basic first. Where the firmware is not
 * known, everything is allowed that the model has on any.
 */
export function validateChanges(
  modelKey: string,
  features: readonly FeatureKey[],
  values: ConfigurationInput,
  layer: LayerKind = 'device',
  firmware: string | null = null,
): ChangesDecision {
  const errors = Object.entries(values)
    .map(([key, value]) => checkChange({ modelKey, features, firmware }, layer, key, value))
    .filter((error) => error !== null)
  return errors.length === 0 ? { ok: true, changes: values } : { ok: false, errors }
}

type Judged = {
  readonly modelKey: string
  readonly features: readonly FeatureKey[]
  readonly firmware: string | null
}

function checkChange(
  { modelKey, features, firmware }: Judged,
  layer: LayerKind,
  key: string,
  value: SettingValue | null,
): ConfigurationError | null {
  if (findSettingAnywhere(key) === undefined) return { key, code: 'configuration.unknown-key', params: {} }
  const setting = findSetting(modelKey, key)
  if (setting === undefined)
    return { key, code: 'configuration.model-lacks-setting', params: { model: modelName(modelKey) } }
  if (value === null) return null
  if (LAYER_KINDS.indexOf(layer) < LAYER_KINDS.indexOf(setting.broadestLayer)) {
    return { key, code: 'configuration.layer-too-broad', params: { layer, broadestLayer: setting.broadestLayer } }
  }
  const lacking = whatFirmwareLacks(setting, value, firmware)
  if (lacking !== null) return lacking
  const wrong = checkValue(setting, value)
  if (wrong !== null) return { key, ...wrong }
  const feature = featureNeededFor(setting, value)
  if (feature === null || features.includes(feature)) return null
  return { key, code: 'configuration.feature-missing', params: { feature, value }, feature }
}

function modelName(modelKey: string): string {
  return findModel(modelKey)?.name ?? modelKey
}

function whatFirmwareLacks(
  setting: ConcreteSetting,
  value: SettingValue,
  firmware: string | null,
): ConfigurationError | null {
  const needed = firmwareNeededFor(setting, value, firmware)
  if (needed === null || setting.firmware === null) return null
  const { concreteKey: key } = setting
  // Only single values that the catalogue names have bounds: nothing secret is repeated.
  const what = isOnFirmware(setting.firmware, firmware) ? `${key} = ${value}` : key
  const { since, until } = needed
  return since !== undefined && !isOnFirmware({ since }, firmware)
    ? { key, code: 'configuration.firmware-too-old', params: { what, since, firmware } }
    : { key, code: 'configuration.firmware-too-new', params: { what, until: until ?? '', firmware } }
}
