import { type ConcreteSetting, concreteSettingsOf } from '../catalogue/settings-of-model.js'
import type { ConfigurationError, ConfigurationValues } from './changes.js'
import { sameValue } from './difference.js'

/**
 * What must be set because of what else is set: an address for a static assignment, a server for a log that is on.
 * Judges the whole of the values, defaults filled in, so ask it of the result of a change rather than of the change.
 */
export function missingValues(modelKey: string, values: ConfigurationValues): readonly ConfigurationError[] {
  const settings = concreteSettingsOf(modelKey)
  const inEffect = new Map(settings.map((setting) => [setting.concreteKey, valueIn(setting, values)]))
  return settings.flatMap(({ concreteKey, requiredWhen }): readonly ConfigurationError[] => {
    if (requiredWhen === null || (inEffect.get(concreteKey) ?? '') !== '') return []
    if (!sameValue(inEffect.get(requiredWhen.key) ?? null, requiredWhen.value)) return []
    const { key: because, value } = requiredWhen
    return [{ key: concreteKey, code: 'configuration.value-required', params: { because, value } }]
  })
}

function valueIn(setting: ConcreteSetting, values: ConfigurationValues) {
  return Object.hasOwn(values, setting.concreteKey) ? (values[setting.concreteKey] ?? null) : setting.default
}
