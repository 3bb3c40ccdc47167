import type { DeviceModel } from './device-model.js'
import { findModel } from './device-models.js'
import type { FirmwareRule, ModelNeed, Setting, SettingIndexes } from './setting.js'
import { parseSettingKey, settingKeyAt } from './setting-key.js'
import { SETTINGS } from './settings.js'

/** A setting of one model under one concrete key, with the values and the default it has there. */
export type ConcreteSetting = Setting & { readonly concreteKey: string; readonly index: number | null }

const byTemplate: ReadonlyMap<string, Setting> = new Map(SETTINGS.map((setting) => [setting.key, setting]))
/** By model, and only for models of the catalogue: whatever else people ask for must not fill the memory. */
const templates = new Map<string, ReadonlyMap<string, Setting>>()
const concretes = new Map<string, ReadonlyMap<string, ConcreteSetting>>()

/** The settings a model has on any firmware, narrowed to its own values and indexes. Empty for a model the catalogue does not know. */
export function settingsOf(modelKey: string): readonly Setting[] {
  return [...templatesOf(modelKey).values()]
}

/** Every concrete key of a model, `display[1].role` and `display[2].role` apart, in the order of the catalogue. */
export function concreteSettingsOf(modelKey: string): readonly ConcreteSetting[] {
  return [...concretesOf(modelKey).values()]
}

/** Resolves concrete keys such as `display[2].role`. Undefined when the model has no such setting or no such index. */
export function findSetting(modelKey: string, key: string): ConcreteSetting | undefined {
  return concretesOf(modelKey).get(key)
}

/** The setting behind a concrete or template key on any model: tells a typo from a setting the model lacks. */
export function findSettingAnywhere(key: string): Setting | undefined {
  return byTemplate.get(parseSettingKey(key).template)
}

function concretesOf(modelKey: string): ReadonlyMap<string, ConcreteSetting> {
  return remember(concretes, modelKey, () =>
    settingsOf(modelKey)
      .flatMap((setting) => indexesOf(setting).map((index) => concrete(setting, index)))
      .map((setting) => [setting.concreteKey, setting]),
  )
}

function templatesOf(modelKey: string): ReadonlyMap<string, Setting> {
  return remember(templates, modelKey, (model) =>
    SETTINGS.filter((setting) => modelHas(model, setting))
      .map((setting) => narrow(model, setting))
      .map((setting) => [setting.key, setting]),
  )
}

function remember<T>(
  memory: Map<string, ReadonlyMap<string, T>>,
  modelKey: string,
  work: (model: DeviceModel) => readonly (readonly [string, T])[],
): ReadonlyMap<string, T> {
  const known = memory.get(modelKey)
  if (known !== undefined) return known
  const model = findModel(modelKey)
  if (model === undefined) return new Map()
  const found = new Map(work(model))
  memory.set(modelKey, found)
  return found
}

function modelHas(model: DeviceModel, setting: Setting): boolean {
  if (!setting.families.includes(model.family)) return false
  if (!setting.core && model.settings === 'core') return false
  return meets(model, setting.modelNeeds)
}

function meets(model: DeviceModel, need: ModelNeed): boolean {
  if (need.vendor !== undefined && need.vendor !== model.vendor) return false
  if (need.licensable !== undefined && !model.licensable.includes(need.licensable)) return false
  if (need.contentSharing !== undefined && !model.contentSharing.includes(need.contentSharing)) return false
  return need.screens === undefined || need.screens <= (model.limits.screens ?? 1)
}

function narrow(model: DeviceModel, setting: Setting): Setting {
  const values = setting.values?.filter((value) => meets(model, setting.valueNeeds[value] ?? {})) ?? null
  return {
    ...setting,
    values,
    indexes: narrowIndexes(model, setting.indexes),
    firmware: setting.firmware && narrowFirmware(model, setting.firmware),
  }
}

function narrowFirmware(model: DeviceModel, { since, until, values, models }: FirmwareRule): FirmwareRule {
  const common = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) }
  return { ...(models?.[model.key] ?? common), ...(values === undefined ? {} : { values }) }
}

function narrowIndexes(model: DeviceModel, indexes: SettingIndexes | null): SettingIndexes | null {
  if (indexes?.limit === undefined) return indexes
  const limit = model.limits[indexes.limit] ?? indexes.to
  return { ...indexes, to: Math.min(indexes.to, limit) }
}

function indexesOf(setting: Setting): readonly (number | null)[] {
  if (setting.indexes === null) return [null]
  const { from, to } = setting.indexes
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset)
}

function concrete(setting: Setting, index: number | null): ConcreteSetting {
  const rule = setting.featureNeeded
  const licensedIndex = rule?.when === 'index' && index !== null && index >= rule.from
  return {
    ...setting,
    concreteKey: index === null ? setting.key : settingKeyAt(setting.key, index),
    index,
    default: licensedIndex ? null : setting.default,
  }
}
