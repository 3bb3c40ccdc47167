import type { FeatureKey } from './feature.js'
import type { SettingValue } from './setting.js'
import type { ConcreteSetting } from './settings-of-model.js'

/** The feature a device must be licensed for to take this value, or null when the value is free. */
export function featureNeededFor(setting: ConcreteSetting, value: SettingValue): FeatureKey | null {
  const rule = setting.featureNeeded
  if (rule === null) return null
  switch (rule.when) {
    case 'set':
      return rule.feature
    case 'index':
      return setting.index !== null && setting.index >= rule.from ? rule.feature : null
    case 'values':
      return rule.values.includes(value) ? rule.feature : null
  }
}
