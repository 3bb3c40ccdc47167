import { isJsonObject, isStorableText, type Json, type JsonObject } from '@maestro/domain'
import { z } from 'zod'
import { limits } from './limits.js'

// `__proto__` has no business in a document.
function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorableText(value)
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth === 0) return false
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth - 1))
  return Object.entries(value).every(
    ([key, item]) => key !== '__proto__' && isStorableText(key) && isStorable(item, depth - 1),
  )
}

/** JSON that can be stored as it is: no NUL, no lone surrogate, no `__proto__`, at most `limits.payloadDepth` deep. */
export const json = z.custom<Json>((value) => isStorable(value, limits.payloadDepth), {
  error: 'must be JSON without NUL characters, at most 16 levels deep',
})

/** A JSON object under the same rules as `json`. */
export const jsonObject = z.custom<JsonObject>(
  (value) => isJsonObject(value as Json) && isStorable(value, limits.payloadDepth),
  { error: 'must be a JSON object without NUL characters, at most 16 levels deep' },
)

/** Text that can be stored as it is, without NUL characters. */
export const text = (max: number) => z.string().max(max).refine(isStorableText, 'must be plain text')
