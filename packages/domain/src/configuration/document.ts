import type { SettingValue } from '../catalogue/setting.js'
import { isJsonObject, type Json, type JsonObject } from '../json.js'
import type { ConfigurationValues } from './changes.js'

/**
 * The document a device holds: dots become nesting, an index becomes a member named by its number, so that
 * `display[2].role` is `{"display":{"2":{"role":…}}}`. Never arrays for indexes: a merge patch (RFC 7396) replaces an
 * array whole, but can change or remove one member. Arrays are values of type `set`.
 */
export function toDocument(values: ConfigurationValues): JsonObject {
  const root: Branch = new Map()
  for (const [key, value] of Object.entries(values)) plant(root, pathOf(key), value)
  return grown(root)
}

/**
 * The flat values of a document; what is neither a value nor an object (null, a list of something else) is left out.
 * A name made of digits is an index.
 */
export function fromDocument(document: JsonObject): ConfigurationValues {
  return Object.fromEntries(leavesOf(document, ''))
}

type Branch = Map<string, Branch | SettingValue>

function pathOf(key: string): readonly string[] {
  return key.replace(/\[(\d+)\]/gu, '.$1').split('.')
}

function plant(branch: Branch, path: readonly string[], value: SettingValue): void {
  const [name, ...rest] = path
  if (name === undefined) return
  if (rest.length === 0) {
    branch.set(name, value)
    return
  }
  const next = branch.get(name)
  const twig: Branch = next instanceof Map ? next : new Map()
  branch.set(name, twig)
  plant(twig, rest, value)
}

function grown(branch: Branch): JsonObject {
  return Object.fromEntries([...branch].map(([name, twig]) => [name, twig instanceof Map ? grown(twig) : twig]))
}

function leavesOf(document: JsonObject, prefix: string): readonly [string, SettingValue][] {
  return Object.entries(document).flatMap(([name, twig]): readonly [string, SettingValue][] => {
    const key = join(prefix, name)
    if (isJsonObject(twig)) return leavesOf(twig, key)
    return isSettingValue(twig) ? [[key, twig]] : []
  })
}

function join(prefix: string, name: string): string {
  if (prefix === '') return name
  return /^\d+$/u.test(name) ? `${prefix}[${name}]` : `${prefix}.${name}`
}

function isSettingValue(value: Json): value is SettingValue {
  if (Array.isArray(value)) return value.every((member) => typeof member === 'string')
  return value !== null && typeof value !== 'object'
}
