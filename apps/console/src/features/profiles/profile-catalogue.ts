import {
  type ConcreteSetting,
  DEVICE_MODELS,
  type FeatureRule,
  featureNeededFor,
  findSettingAnywhere,
  type LayerKind,
  parseSettingKey,
  SETTING_GROUPS,
  SETTINGS,
  type Setting,
  type SettingGroupKey,
  settingKeyAt,
  settingsOf,
} from '@maestro/domain'
import type { KnownSetting } from '@/features/configuration/setting-catalogue'
import type { Language } from '@/words/languages'

/** A setting as a profile sees it: of no model, under its template where it has indexes. */
export interface ProfileSetting extends KnownSetting {
  readonly indexes: { readonly from: number; readonly to: number } | null
  readonly broadestLayer: LayerKind
  readonly featureRule: FeatureRule | null
  /** How many models on the device link have it, of how many. */
  readonly models: { readonly count: number; readonly all: number }
}

export interface ProfileSettingGroup {
  readonly key: SettingGroupKey
  readonly name: string
  readonly settings: readonly ProfileSetting[]
}

const linked = DEVICE_MODELS.filter((model) => model.management === 'linked')

function profileSetting(setting: Setting, index: number | null, language: Language): ProfileSetting {
  const key = index === null ? setting.key : settingKeyAt(setting.key, index)
  const concrete: ConcreteSetting = { ...setting, concreteKey: key, index }
  return {
    key,
    group: setting.group,
    type: setting.type,
    name: `${setting.name[language]}${index === null ? '' : ` ${index}`}`,
    description: setting.description[language],
    values: setting.values,
    minimum: setting.minimum,
    maximum: setting.maximum,
    maxLength: setting.maxLength,
    unit: setting.unit,
    default: setting.default,
    restart: setting.restart,
    secret: setting.secret,
    firmware: setting.firmware,
    featureFor: (value) => featureNeededFor(concrete, value),
    indexes: setting.indexes,
    broadestLayer: setting.broadestLayer,
    featureRule: setting.featureNeeded,
    models: {
      count: linked.filter((model) => settingsOf(model.key).some((one) => one.key === setting.key)).length,
      all: linked.length,
    },
  }
}

/** What a concrete key such as `display[2].role` stands for; null for one that no model has. */
export function findProfileSetting(key: string, language: Language): ProfileSetting | null {
  const setting = findSettingAnywhere(key)
  return setting ? profileSetting(setting, parseSettingKey(key).index, language) : null
}

/** Every setting of every model, by group, in the order of the catalogue. Large: load it only where settings are shown. */
export function profileSettings(language: Language): ProfileSettingGroup[] {
  return Object.entries(SETTING_GROUPS)
    .map(([key, name]) => ({
      key: key as SettingGroupKey,
      name: name[language],
      settings: SETTINGS.filter((setting) => setting.group === key).map((one) => profileSetting(one, null, language)),
    }))
    .filter((group) => group.settings.length > 0)
}
