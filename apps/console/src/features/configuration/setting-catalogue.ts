import {
  type ConcreteSetting,
  type FeatureKey,
  type FirmwareRule,
  featureNeededFor,
  SETTING_GROUPS,
  type SettingGroupKey,
  settingsOn,
} from '@maestro/domain'
import type { Language } from '@/words/languages'

export interface KnownSetting {
  readonly key: string
  readonly group: SettingGroupKey
  readonly type: ConcreteSetting['type']
  readonly name: string
  readonly description: string
  readonly values: readonly string[] | null
  readonly minimum: number | null
  readonly maximum: number | null
  readonly maxLength: number | null
  readonly unit: string | null
  readonly default: ConcreteSetting['default']
  readonly restart: boolean
  readonly secret: boolean
  /** On which firmware it exists, and single values of it; null: on every one. */
  readonly firmware: FirmwareRule | null
  readonly featureFor: (value: boolean | number | string | readonly string[]) => FeatureKey | null
}

export interface SettingGroup {
  readonly key: SettingGroupKey
  readonly name: string
  readonly settings: readonly KnownSetting[]
}

function known(setting: ConcreteSetting, language: Language): KnownSetting {
  const number = setting.index === null ? '' : ` ${setting.index}`
  return {
    key: setting.concreteKey,
    group: setting.group,
    type: setting.type,
    name: `${setting.name[language]}${number}`,
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
    featureFor: (value) => featureNeededFor(setting, value),
  }
}

/**
 * The settings of a model by group, in the order of the catalogue: those of one firmware, or of any where it is not known.
 * Large: load it only where settings are shown.
 */
export function settingGroups(modelKey: string, firmware: string | null, language: Language): SettingGroup[] {
  const settings = settingsOn(modelKey, firmware).map((setting) => known(setting, language))
  return Object.entries(SETTING_GROUPS)
    .map(([key, name]) => ({
      key: key as SettingGroupKey,
      name: name[language],
      settings: settings.filter((setting) => setting.group === key),
    }))
    .filter((group) => group.settings.length > 0)
}
