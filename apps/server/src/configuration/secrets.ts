import {
  type ConfigurationValues,
  findSettingAnywhere,
  HIDDEN_SECRET,
  isJsonObject,
  type Json,
  type JsonObject,
  type SettingValue,
} from '@maestro/domain'
import { type KeyRing, seal, unseal } from '../platform/keys.js'

const SEALED = 'sealed:'

export function isSecret(key: string): boolean {
  return findSettingAnywhere(key)?.secret ?? false
}

/** Values as they are stored: secrets sealed for this scope. */
export function sealValues(ring: KeyRing, scopeId: string, values: ConfigurationValues): ConfigurationValues {
  return mapValues(values, (key, value) =>
    isSecret(key) && typeof value === 'string' ? `${SEALED}${seal(ring, value, scopeId)}` : value,
  )
}

/** Stored values as a device gets them. */
export function openValues(ring: KeyRing, scopeId: string, values: ConfigurationValues): ConfigurationValues {
  return mapValues(values, (_key, value) => opened(ring, scopeId, value) as SettingValue)
}

/** A stored document as a device gets it. */
export function openDocument(ring: KeyRing, scopeId: string, document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      isJsonObject(value) ? openDocument(ring, scopeId, value) : opened(ring, scopeId, value),
    ]),
  )
}

/** A value as people and the audit see it. */
export function hideSecret<V>(key: string, value: V): V | string {
  return value !== null && value !== undefined && isSecret(key) ? HIDDEN_SECRET : value
}

function opened(ring: KeyRing, scopeId: string, value: Json): Json {
  return typeof value === 'string' && value.startsWith(SEALED)
    ? unseal(ring, value.slice(SEALED.length), scopeId)
    : value
}

function mapValues(
  values: ConfigurationValues,
  map: (key: string, value: SettingValue) => SettingValue,
): ConfigurationValues {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(key, value)]))
}

export type Shown = string | number | boolean | string[] | null

/** Sets are read-only in the rules and plain lists in the contract. */
export function shown(value: SettingValue | null): Shown {
  return typeof value === 'object' && value !== null ? [...value] : value
}
