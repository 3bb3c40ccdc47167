import type { DeviceModel } from './device-model.js'
import { findModel } from './device-models.js'
import type { ModelNeed, Setting, SettingIndexes } from './setting.js'
import { parseSettingKey, settingKeyAt } from './setting-key.js'
import { SETTINGS } from './settings.js'

/** A setting of one model under one concrete key, with the values and the default it has there. */
export type ConcreteSetting = Setting & { readonly concreteKey: string; readonly index: number | null }

const byTemplate: ReadonlyMap<string, Setting> = new Map(SETTINGS.map((setting) => [setting.key, setting]))
const remembered = new Map<string, ReadonlyMap<string, Setting>>()

/** The settings a model has, narrowed to its own values and indexes. Empty for a model the catalogue does not know. */
export function settingsOf(modelKey: string): readonly Setting[] {
  return [...templatesOf(modelKey).values()]
}

/** Every concrete key of a model, `display[1].role` and `display[2].role` apart, in the order of the catalogue. */
export function concreteSettingsOf(modelKey: string): readonly ConcreteSetting[] {
  return settingsOf(modelKey).flatMap((setting) => indexesOf(setting).map((index) => concrete(setting, index)))
}

/** Resolves concrete keys such as `display[2].role`. Undefined when the model has no such setting or no such index. */
export function findSetting(modelKey: string, key: string): ConcreteSetting | undefined {
  const { template, index } = parseSettingKey(key)
  const setting = templatesOf(modelKey).get(template)
  if (setting === undefined || !hasIndex(setting.indexes, index)) return undefined
  return concrete(setting, index)
}

/** The setting behind a concrete or template key on any model: tells a typo from a setting the model lacks. */
export function findSettingAnywhere(key: string): Setting | undefined {
  return byTemplate.get(parseSettingKey(key).template)
}

function templatesOf(modelKey: string): ReadonlyMap<string, Setting> {
  const known = remembered.get(modelKey)
  if (known !== undefined) return known
  const model = findModel(modelKey)
  if (model === undefined) return new Map()
  const settings = SETTINGS.filter((setting) => modelHas(model, setting)).map((setting) => narrow(model, setting))
  const templates = new Map(settings.map((setting) => [setting.key, setting]))
  remembered.set(modelKey, templates)
  return templates
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
  return { ...setting, values, indexes: narrowIndexes(model, setting.indexes) }
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

function hasIndex(indexes: SettingIndexes | null, index: number | null): boolean {
  if (indexes === null || index === null) return indexes === null && index === null
  return index >= indexes.from && index <= indexes.to
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
