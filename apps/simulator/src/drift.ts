import { fromDocument, type JsonObject } from '@maestro/contract/devices'
import { between, type Random } from './random.js'

export type SettingOnDevice = string | number | boolean | readonly string[]
export type Change = { readonly key: string; readonly value: SettingOnDevice }

/** What somebody standing in the room might do: one of the settings the device has, changed. Lists and texts of one's own are left alone. */
export function someChange(settings: JsonObject, random: Random): Change | undefined {
  const changes = Object.entries(fromDocument(settings)).flatMap(([key, value]): Change[] => {
    const other = otherThan(value)
    return other === undefined ? [] : [{ key, value: other }]
  })
  return changes[between(random, [0, changes.length - 1])]
}

function otherThan(value: SettingOnDevice): SettingOnDevice | undefined {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  if (value === 'On') return 'Off'
  return value === 'Off' || value === 'Auto' ? 'On' : undefined
}
