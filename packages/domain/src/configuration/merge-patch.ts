import { isJsonObject, type Json, type JsonObject } from '../json.js'
import { canonicalize } from './canonical.js'

/**
 * The patch (RFC 7396) that turns one document into another. Documents hold no nulls, since null means removal.
 */
export function mergePatch(before: JsonObject, after: JsonObject): JsonObject {
  const removed = Object.keys(before)
    .filter((name) => !Object.hasOwn(after, name))
    .map((name): [string, Json] => [name, null])
  const changed = Object.entries(after).flatMap(([name, value]): [string, Json][] => {
    const former = Object.hasOwn(before, name) ? before[name] : undefined
    if (former === undefined) return [[name, value]]
    if (isJsonObject(former) && isJsonObject(value)) {
      const patch = mergePatch(former, value)
      return Object.keys(patch).length === 0 ? [] : [[name, patch]]
    }
    return canonicalize(former) === canonicalize(value) ? [] : [[name, value]]
  })
  return Object.fromEntries([...removed, ...changed])
}

/** RFC 7396: objects merge, null removes, anything else replaces. */
export function applyMergePatch(target: Json, patch: JsonObject): JsonObject
export function applyMergePatch(target: Json, patch: Json): Json
export function applyMergePatch(target: Json, patch: Json): Json {
  if (!isJsonObject(patch)) return patch
  const merged = new Map(isJsonObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, applyMergePatch(merged.get(name) ?? {}, value))
  }
  return Object.fromEntries(merged)
}
