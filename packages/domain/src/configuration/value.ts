import type { Setting, SettingValue } from '../catalogue/setting.js'
import type { RefusalParams } from '../decision.js'
import { FORMAT_EXAMPLES, hasFormat } from './format.js'
import { HIDDEN_SECRET } from './hidden-secret.js'

export type ValueErrorCode =
  | 'configuration.wrong-type'
  | 'configuration.not-a-value'
  | 'configuration.out-of-range'
  | 'configuration.too-long'
  | 'configuration.wrong-format'
  | 'configuration.secret-hidden'

export type ValueError = { readonly code: ValueErrorCode; readonly params: RefusalParams }

/** What is wrong with a value, by the setting alone: licences and layers are judged elsewhere. Never repeats a secret. */
export function checkValue(setting: Setting, value: SettingValue): ValueError | null {
  switch (setting.type) {
    case 'bool':
      return typeof value === 'boolean' ? null : wrongType('bool')
    case 'int':
      return checkInteger(setting, value)
    case 'enum':
      return checkEnum(setting, value)
    case 'set':
      return checkSet(setting, value)
    case 'string':
    case 'secret':
      return checkText(setting, value)
  }
}

function checkInteger(setting: Setting, value: SettingValue): ValueError | null {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrongType('int')
  const { minimum, maximum } = setting
  if ((minimum !== null && value < minimum) || (maximum !== null && value > maximum)) {
    return { code: 'configuration.out-of-range', params: { value, minimum, maximum, unit: setting.unit } }
  }
  return null
}

function checkEnum(setting: Setting, value: SettingValue): ValueError | null {
  if (typeof value !== 'string') return wrongType('enum')
  if (setting.values === null) return checkFormat(setting, value)
  return setting.values.includes(value) ? null : notAValue(setting, value)
}

function checkSet(setting: Setting, value: SettingValue): ValueError | null {
  if (!Array.isArray(value) || value.some((member) => typeof member !== 'string')) return wrongType('set')
  const members: readonly string[] = value
  const stranger = members.find((member, position) => {
    return !setting.values?.includes(member) || members.indexOf(member) !== position
  })
  return stranger === undefined ? null : notAValue(setting, stranger)
}

function checkText(setting: Setting, value: SettingValue): ValueError | null {
  if (typeof value !== 'string') return wrongType(setting.type)
  if (setting.secret && value === HIDDEN_SECRET) return { code: 'configuration.secret-hidden', params: {} }
  const { maxLength } = setting
  if (maxLength !== null && [...value].length > maxLength) {
    return { code: 'configuration.too-long', params: { length: [...value].length, maxLength } }
  }
  return checkFormat(setting, value)
}

function checkFormat(setting: Setting, value: string): ValueError | null {
  if (setting.format === null || hasFormat(setting.format, value)) return null
  return {
    code: 'configuration.wrong-format',
    params: { format: setting.format, example: FORMAT_EXAMPLES[setting.format] },
  }
}

function wrongType(type: Setting['type']): ValueError {
  return { code: 'configuration.wrong-type', params: { type } }
}

function notAValue(setting: Setting, value: string): ValueError {
  return { code: 'configuration.not-a-value', params: { value, values: setting.values ?? [] } }
}
