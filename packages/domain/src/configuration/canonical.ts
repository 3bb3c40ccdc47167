import { isJsonObject, type Json } from '../json.js'

/**
 * One text for one value (RFC 8785): names sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them.
 * Hash this, never `JSON.stringify`.
 * @throws RangeError for NaN and infinities, which JSON cannot say.
 */
export function canonicalize(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((member: Json) => canonicalize(member)).join(',')}]`
  if (isJsonObject(value)) {
    const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalize(member)}`).join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is not a JSON number`)
  return JSON.stringify(value)
}
